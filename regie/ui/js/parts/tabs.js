// [role=tablist] whose tabs say aria-controls: one panel at a time, moved through by arrows. Without script all panels show.
function choose(tab) {
    for (const other of tab.closest("[role=tablist]").querySelectorAll("[role=tab]")) {
        const isIt = other === tab
        other.setAttribute("aria-selected", String(isIt))
        other.tabIndex = isIt ? 0 : -1
        const panel = document.getElementById(other.getAttribute("aria-controls"))
        if (panel) panel.hidden = !isIt
    }
}

export function prepare(root = document) {
    for (const list of root.querySelectorAll("[role=tablist]"))
        choose(list.querySelector("[aria-selected=true]") ?? list.querySelector("[role=tab]"))
}

document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]")
    if (tab) choose(tab)
})

document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[role=tab]")
    const step = tab && { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const all = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")]
    const next = all.at((all.indexOf(tab) + step) % all.length)
    choose(next)
    next.focus()
})

document.addEventListener("htmx:afterSettle", (event) => prepare(event.target))
prepare()
