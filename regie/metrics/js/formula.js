// <formula-field>: completes the name at the caret, in the pattern of a combobox. Without it the field keeps its plain list of names.
// The names come from that list; what is typed is checked by the server.

const WORD = /[\p{L}][\p{L}\p{M}\p{N}_'’&\- \u00a0]*$/u
const REST = /^[\p{L}\p{M}\p{N}_'’&-]*/u
const MOST = 8

function folded(text) {
    return text
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .replace(/[_\u00a0]/g, " ")
        .toLowerCase()
}

class FormulaField extends HTMLElement {
    connectedCallback() {
        this.field = this.querySelector("input")
        const list = this.field?.list
        if (!list) return
        this.names = [...list.options].map((option) => ({
            name: option.label,
            inserted: option.value,
            kind: option.dataset.kind,
            words: folded(option.label),
        }))
        this.field.removeAttribute("list")
        this.draw()
        this.field.addEventListener("input", () => this.suggest())
        this.field.addEventListener("keydown", (event) => this.key(event))
        this.field.addEventListener("blur", () => this.close())
        // A press in the list must not take the focus away before it is a click.
        this.popup.addEventListener("mousedown", (event) => event.preventDefault())
        this.popup.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]")
            if (option) this.take(Number(option.dataset.place))
        })
        this.goes = (event) => {
            const button = event.target.closest("[data-selects]")
            if (!button) return
            const at = Number(button.dataset.selects)
            this.field.focus()
            this.field.setSelectionRange(at, at + Number(button.dataset.length))
        }
        document.addEventListener("click", this.goes)
    }
    disconnectedCallback() {
        document.removeEventListener("click", this.goes)
    }
    draw() {
        this.popup = Object.assign(document.createElement("ul"), {
            id: "formula-popup",
            className: "formula-popup menu popover",
            hidden: true,
        })
        this.popup.setAttribute("role", "listbox")
        this.popup.setAttribute("aria-label", this.dataset.label)
        this.count = Object.assign(document.createElement("span"), { className: "visually-hidden" })
        this.count.setAttribute("role", "status")
        const box = Object.assign(document.createElement("span"), { className: "field__box" })
        this.field.before(box)
        box.append(this.field, this.popup)
        this.append(this.count)
        const says = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.popup.id, "aria-expanded": "false" }
        for (const [name, value] of Object.entries(says)) this.field.setAttribute(name, value)
    }
    /** What stands before the caret since the last sign, and the longest end of it that begins a known name. */
    suggest(isAsked = false) {
        const caret = this.field.selectionStart
        const typed = this.field.value.slice(0, caret).match(WORD)?.[0] ?? ""
        if (!typed.trim() && !isAsked) {
            this.close()
            return
        }
        const words = typed.split(/[ \u00a0]+/)
        this.found = []
        for (let from = 0; from < words.length && !this.found.length; from++) {
            const end = words.slice(from).join(" ")
            if (!end && !isAsked) break
            this.start = caret - end.length
            this.found = this.fitting(folded(end))
        }
        // A name that stands there whole needs no help.
        if (this.found.length === 1 && this.found[0].words === folded(typed.trim())) this.found = []
        if (this.found.length) this.open()
        else this.close()
    }
    fitting(words) {
        if (!words) return this.names.slice(0, MOST)
        const begins = this.names.filter((each) => each.words.startsWith(words))
        const within = this.names.filter((each) => !begins.includes(each) && each.words.includes(` ${words}`))
        return [...begins, ...within].slice(0, MOST)
    }
    open() {
        this.popup.replaceChildren(
            ...this.found.map((each, place) => {
                const option = document.createElement("li")
                option.id = `formula-option-${place}`
                option.className = "menu__item formula-option"
                option.dataset.place = place
                option.setAttribute("role", "option")
                const kind = Object.assign(document.createElement("span"), { className: "menu__note", textContent: each.kind })
                option.append(Object.assign(document.createElement("span"), { textContent: each.name }), kind)
                return option
            }),
        )
        this.popup.hidden = false
        this.field.setAttribute("aria-expanded", "true")
        this.count.textContent = this.dataset.count.replace("{}", this.found.length)
        this.mark(-1)
    }
    close() {
        this.popup.hidden = true
        this.field.setAttribute("aria-expanded", "false")
        this.field.removeAttribute("aria-activedescendant")
        this.count.textContent = ""
    }
    mark(place) {
        this.at = place
        for (const option of this.popup.children) {
            const isHere = Number(option.dataset.place) === place
            option.toggleAttribute("data-active", isHere)
            option.setAttribute("aria-selected", String(isHere))
        }
        if (place < 0) this.field.removeAttribute("aria-activedescendant")
        else this.field.setAttribute("aria-activedescendant", `formula-option-${place}`)
    }
    key(event) {
        if (event.isComposing) return
        if (this.popup.hidden) {
            if (event.key === "ArrowDown" || (event.key === " " && event.ctrlKey)) {
                event.preventDefault()
                this.suggest(true)
                if (!this.popup.hidden) this.mark(0)
            }
            return
        }
        const many = this.found.length
        if (event.key === "ArrowDown") this.mark((this.at + 1) % many)
        else if (event.key === "ArrowUp") this.mark(this.at > 0 ? this.at - 1 : many - 1)
        else if (event.key === "Escape") this.close()
        else if (event.key === "Enter" && this.at >= 0) this.take(this.at)
        else if (event.key === "Tab" && this.at >= 0 && !event.shiftKey) this.take(this.at)
        else return
        event.preventDefault()
        event.stopPropagation()
    }
    /** The chosen name in the place of the word at the caret; the way back is the browser's own. */
    take(place) {
        const chosen = this.found[place].inserted
        const caret = this.field.selectionStart
        const rest = this.field.value.slice(caret).match(REST)[0].length
        this.field.setRangeText(chosen, this.start, caret + rest, "end")
        this.close()
        this.field.dispatchEvent(new Event("input", { bubbles: true }))
        this.close()
    }
}
customElements.define("formula-field", FormulaField)
