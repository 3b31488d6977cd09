// <name-picker data-source="…"> around a textarea: names under the text while one is typed after an @. Plain typing stays as it is.
import { word } from "./words.js"

const TYPED = /(?<![\p{L}\p{N}_.])@((?:[\p{L}\p{N}’'-]+(?: [\p{L}\p{N}’'-]*)?)?)$/u
const WAIT = 90
let count = 0

class NamePicker extends HTMLElement {
    connectedCallback() {
        this.text = this.querySelector("textarea")
        if (!this.text || this.list) return
        this.list = Object.assign(document.createElement("ul"), { className: "popover menu name-picker", hidden: true })
        this.list.id = `names-${++count}`
        this.list.setAttribute("role", "listbox")
        this.list.setAttribute("aria-label", word("names"))
        this.said = Object.assign(document.createElement("p"), { className: "visually-hidden" })
        this.said.setAttribute("role", "status")
        this.text.after(this.list, this.said)
        for (const [name, value] of [
            ["aria-autocomplete", "list"],
            ["aria-haspopup", "listbox"],
            ["aria-controls", this.list.id],
            ["autocomplete", "off"],
        ])
            this.text.setAttribute(name, value)
        this.text.addEventListener("input", () => this.wait())
        this.text.addEventListener("click", () => this.wait())
        this.text.addEventListener("blur", () => this.close())
        this.text.addEventListener("keydown", (event) => this.key(event))
        this.list.addEventListener("pointerdown", (event) => event.preventDefault()) // the text keeps the focus
        this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")))
    }

    get options() {
        return [...this.list.querySelectorAll("[role=option]")]
    }

    get active() {
        return this.list.querySelector("[data-active]")
    }

    typed() {
        if (this.text.selectionStart !== this.text.selectionEnd) return null
        return this.text.value.slice(0, this.text.selectionStart).match(TYPED)
    }

    wait() {
        clearTimeout(this.timer)
        if (!this.typed()) return this.close()
        this.timer = setTimeout(() => this.ask(), WAIT)
    }

    async ask() {
        const typed = this.typed()
        if (!typed) return this.close()
        this.asked?.abort()
        this.asked = new AbortController()
        try {
            const address = `${this.dataset.source}?q=${encodeURIComponent(typed[1])}`
            const answer = await fetch(address, { signal: this.asked.signal, headers: { "X-Requested-With": "fetch" } })
            if (!answer.ok || answer.redirected) return this.close()
            this.list.innerHTML = await answer.text()
        } catch {
            return // a newer question was asked, or the network is away
        }
        const found = this.options
        if (!found.length || document.activeElement !== this.text) return this.close()
        this.list.hidden = false
        this.said.textContent = word("namesFound", found.length)
        this.point(found[0])
    }

    point(option) {
        for (const one of this.options) {
            one.toggleAttribute("data-active", one === option)
            one.setAttribute("aria-selected", String(one === option))
        }
        this.text.setAttribute("aria-activedescendant", option.id)
        option.scrollIntoView({ block: "nearest" })
    }

    key(event) {
        if (this.list.hidden || event.isComposing) return
        const all = this.options
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (step) this.point(all.at((all.indexOf(this.active) + step) % all.length))
        else if (event.key === "Escape") this.close()
        else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey) || event.key === "Tab")
            this.take(this.active)
        else return
        event.preventDefault()
        event.stopPropagation()
    }

    take(option) {
        const typed = this.typed()
        if (option && typed) {
            const end = this.text.selectionStart
            this.text.setRangeText(`@${option.dataset.name} `, typed.index, end, "end")
            this.text.dispatchEvent(new Event("input", { bubbles: true }))
        }
        this.close()
    }

    close() {
        clearTimeout(this.timer)
        this.asked?.abort()
        this.list.hidden = true
        this.list.replaceChildren()
        this.said.textContent = ""
        this.text.removeAttribute("aria-activedescendant")
    }
}

customElements.define("name-picker", NamePicker)
