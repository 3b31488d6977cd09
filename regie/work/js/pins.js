// Remarks on what is asked about. Selected words fill the form of their text; <pin-surface> points at a place of a
// picture by click, or by arrows and Enter. Without script both forms are filled in by hand.
import { say } from "../../ui/js/parts/words.js"

const fill = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text ?? "")

// How many signs of the text lie before a place in it, not counting what is gone and the signs of remarks.
function offset(passage, node, place) {
    const range = document.createRange()
    range.setStart(passage, 0)
    range.setEnd(node, place)
    const copy = range.cloneContents()
    for (const extra of copy.querySelectorAll("del, [data-sign]")) extra.remove()
    return copy.textContent.length
}

function choose() {
    const selection = document.getSelection()
    if (!selection || selection.isCollapsed || !selection.rangeCount) return
    const range = selection.getRangeAt(0)
    const parent = range.commonAncestorContainer
    const passage = (parent.nodeType === 1 ? parent : parent.parentElement)?.closest("[data-passage]")
    if (!passage) return
    const section = passage.closest("section")
    const form = section.querySelector("[data-pins] form")
    if (!form) return
    const start = offset(passage, range.startContainer, range.startOffset)
    const copy = range.cloneContents()
    for (const extra of copy.querySelectorAll("del, [data-sign]")) extra.remove()
    form.elements.start.value = start
    form.elements.passage.value = copy.textContent
    section.querySelector("[data-pins]").open = true
}

document.addEventListener("pointerup", () => setTimeout(choose))
document.addEventListener("keyup", (event) => {
    if (event.key === "Shift" || (event.shiftKey && event.key.startsWith("Arrow"))) choose()
})

class PinSurface extends HTMLElement {
    connectedCallback() {
        this.unfolds = document.getElementById(this.dataset.form ?? "")
        if (!this.unfolds) return
        this.tabIndex = 0
        this.setAttribute("role", "application")
        this.setAttribute("aria-label", this.querySelector("img").alt)
        this.addEventListener("click", (event) => {
            const box = this.querySelector("img").getBoundingClientRect()
            this.point(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100)
            this.write()
        })
        this.addEventListener("keydown", (event) => this.key(event))
    }
    get form() {
        return this.unfolds.querySelector("form")
    }
    key(event) {
        const step = event.shiftKey ? 10 : 2
        const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key]
        if (way) {
            event.preventDefault()
            const { x, y } = this.form.elements
            this.point(Number(x.value) + way[0], Number(y.value) + way[1])
            say(fill(this.dataset.say, x.value, y.value))
        } else if (event.key === "Enter") {
            event.preventDefault()
            this.write()
        }
    }
    point(x, y) {
        const inside = (value) => Math.round(Math.min(100, Math.max(0, value)) * 10) / 10
        this.form.elements.x.value = inside(x)
        this.form.elements.y.value = inside(y)
        const marks = this.querySelector("svg")
        let cursor = marks.querySelector("[data-cursor]")
        if (!cursor) {
            cursor = document.createElementNS("http://www.w3.org/2000/svg", "circle")
            cursor.setAttribute("r", "9")
            cursor.setAttribute("data-cursor", "")
            marks.append(cursor)
        }
        cursor.setAttribute("cx", `${inside(x)}%`)
        cursor.setAttribute("cy", `${inside(y)}%`)
    }
    write() {
        this.unfolds.open = true
        this.form.elements.text.focus()
    }
}

customElements.define("pin-surface", PinSurface)
