// What the open page lets one do, at the head of the palette: every element of it that is marked `data-verb`. The page has already
// asked who may; its words are the element's, or the mark's value.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
const name = (element) => element.dataset.verb || element.textContent.trim()
const all = () =>
    [...document.querySelectorAll("main [data-verb]")].filter((element) => element.checkVisibility() && name(element))

export function verbsHere(list, asked, title) {
    const sought = plain(asked).replace(/^>/, "").trim()
    if (!list || asked.startsWith("@")) return
    const lines = all()
        .map((element, place) => [element, place])
        .filter(([element]) => plain(name(element)).includes(sought))
        .map(([element, place]) => line(element, place))
    if (!lines.length) return
    for (const nothing of list.querySelectorAll(":scope > [aria-disabled]")) nothing.remove()
    const group = document.createElement("ul")
    group.setAttribute("role", "group")
    group.setAttribute("aria-label", title)
    const head = document.createElement("li")
    head.className = "menu__title"
    head.setAttribute("role", "presentation")
    head.textContent = title
    group.append(head, ...lines)
    const item = document.createElement("li")
    item.setAttribute("role", "presentation")
    item.append(group)
    list.prepend(item)
}

function line(element, place) {
    const option = document.createElement("li")
    option.className = "menu__item"
    option.id = `found-here-${place}`
    option.dataset.verb = String(place)
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", "false")
    const icon = (element.querySelector("svg") ?? element.parentElement.querySelector(":scope > svg"))?.cloneNode(true)
    const words = document.createElement("span")
    words.textContent = name(element)
    option.append(...(icon ? [icon] : []), words)
    return option
}

// A folded form is unfolded and ready to be filled; anything else is pressed.
export function act(place) {
    const element = all()[place]
    if (element?.localName !== "summary") {
        element?.click()
        return
    }
    element.parentElement.open = true
    element.scrollIntoView({ block: "center" })
    element.parentElement.querySelector("form :is(input:not([type=hidden]), select, textarea)")?.focus()
}
