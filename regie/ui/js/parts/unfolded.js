// What a reader unfolded stays so when htmx renews the part it stands in: details are known by their id.
let unfolded = new Map()

document.addEventListener("htmx:beforeSwap", (event) => {
    const inside = event.detail.target?.querySelectorAll?.("details[id]") ?? []
    unfolded = new Map([...inside].map((each) => [each.id, each.open]))
})
document.addEventListener("htmx:afterSwap", () => {
    for (const [id, open] of unfolded) {
        const each = document.getElementById(id)
        if (each && each.open !== open) each.open = open
    }
})
