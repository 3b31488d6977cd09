// Islands of the charter room: J goes to the next item that waits for a word; the contents mark where one reads.
// A clause opened for editing takes the focus, and Escape closes it.

function writes(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null
}

class NextOpen extends HTMLElement {
    connectedCallback() {
        this.listen = (event) => {
            if (event.key.toLowerCase() !== "j" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return
            const open = [...document.querySelectorAll("[data-open]")]
            if (!open.length) return
            event.preventDefault()
            event.stopImmediatePropagation()
            const from = document.activeElement
            const here = from.closest("[data-open]") ?? from // an answered item is open no more: go on below it
            const isBelow = (each) =>
                here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(each)
            const next = open.find(isBelow) ?? open[0]
            next.focus({ preventScroll: true })
            next.scrollIntoView({
                block: "start",
                behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
            })
        }
        document.addEventListener("keydown", this.listen, true)
    }

    disconnectedCallback() {
        document.removeEventListener("keydown", this.listen, true)
    }
}

class ContentsMark extends HTMLElement {
    connectedCallback() {
        const links = new Map([...this.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]))
        const mark = (id) => {
            for (const [name, link] of links) {
                if (name === id) link.setAttribute("aria-current", "true")
                else link.removeAttribute("aria-current")
            }
        }
        const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean)
        this.see = () => {
            const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3)
            mark((above.at(-1) ?? headings[0])?.id)
        }
        this.see()
        document.addEventListener("scroll", this.see, { passive: true })
    }

    disconnectedCallback() {
        document.removeEventListener("scroll", this.see)
    }
}

customElements.define("next-open", NextOpen)
customElements.define("contents-mark", ContentsMark)

document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target.querySelector?.("form.clause__form, .understood > form.form__fields")
    const field = form?.querySelector("textarea, input:not([type=hidden])")
    if (field) field.focus()
    // What one pressed is gone with the old item: go on from the new one.
    else if (document.activeElement === document.body)
        event.target.querySelector?.(".understood a.link, .understood button")?.focus()
})
// A moved line may have opened a new version, which holds all lines anew.
document.addEventListener("sorted", (event) => {
    const list = event.target.closest("[data-after]")
    if (!list) return
    const line = document.activeElement?.closest("[data-key]")?.id
    history.replaceState(null, "", list.dataset.after + (line ? `#${line}` : ""))
    location.reload()
})
document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.target.closest?.(".clause__text")?.querySelector("form.clause__form a.button")?.click()
})
