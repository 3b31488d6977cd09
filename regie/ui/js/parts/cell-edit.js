// A value changed where it stands: the button is a link or an htmx get that brings a form; Esc gives back what was there.
const before = new WeakMap()

document.addEventListener("htmx:beforeSwap", (event) => {
    const box = event.target.closest?.("[data-cell]")
    if (box && !before.has(box)) before.set(box, box.innerHTML)
})

document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.target.closest?.("[data-cell]")
    const field = box?.querySelector("input:not([type=hidden]), textarea, select")
    if (field) {
        field.focus()
        field.select?.()
    } else if (box) {
        before.delete(box)
        box.querySelector("button, a")?.focus()
    }
})

document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("[data-cell]")
    if (!box) return
    if (event.key === "Escape" && before.has(box)) {
        event.preventDefault()
        box.innerHTML = before.get(box)
        before.delete(box)
        htmx.process(box)
        box.querySelector("button, a")?.focus()
    } else if (event.key === "Enter" && event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) {
        event.target.form?.requestSubmit()
    }
})
