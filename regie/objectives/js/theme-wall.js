// <theme-wall>: cards moved between themes by hand or by keys. Space or Enter on a grip lifts a card, left and right carry it to
// another theme, Space or Enter puts it down, Esc gives it back. Without script each card has a choice of themes that does the same.
import { csrf, say, word } from "../../ui/js/parts/words.js"
import { toast } from "../../ui/js/parts/toasts.js"

const fill = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text ?? "")

class ThemeWall extends HTMLElement {
    connectedCallback() {
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("pointerdown", (event) => this.pick(event))
        // What others do renews the page: not under a card in the hand, nor under an open choice.
        this.wait = (event) => {
            const busy = this.lifted || (this.contains(document.activeElement) && document.activeElement.matches("select, input"))
            if (busy && event.target.contains?.(this)) event.preventDefault()
        }
        document.addEventListener("htmx:beforeSwap", this.wait)
    }
    disconnectedCallback() {
        document.removeEventListener("htmx:beforeSwap", this.wait)
    }
    get themes() {
        return [...this.querySelectorAll(".wall__theme")]
    }
    theme(card) {
        return card.closest(".wall__theme")
    }
    cards(theme) {
        return theme.querySelector(".wall__cards")
    }

    key(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip) return
        const card = grip.closest("[data-card]")
        if (event.key === " " || event.key === "Enter") {
            event.preventDefault()
            if (this.lifted) this.drop(grip)
            else this.lift(card)
        } else if (this.lifted && event.key.startsWith("Arrow")) {
            event.preventDefault()
            const step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1
            const to = this.themes[this.themes.indexOf(this.theme(card)) + step]
            if (!to) return
            this.cards(to).prepend(card)
            grip.focus()
            this.over(to)
        } else if (this.lifted && event.key === "Escape") {
            event.preventDefault()
            event.stopPropagation()
            this.giveBack()
            grip.focus()
        }
    }
    lift(card) {
        this.from = { list: card.parentElement, next: card.nextElementSibling }
        this.lifted = card
        card.toggleAttribute("data-lifted", true)
        this.over(this.theme(card))
    }
    over(theme) {
        for (const one of this.themes) one.toggleAttribute("data-over", one === theme)
        say(`${fill(this.dataset.at, this.lifted.dataset.name, theme.dataset.name)} ${this.dataset.keys}`)
    }
    rest() {
        const card = this.lifted
        this.lifted = null
        card.removeAttribute("data-lifted")
        for (const one of this.themes) one.removeAttribute("data-over")
        return card
    }
    giveBack() {
        const { list, next } = this.from
        const card = this.rest()
        list.insertBefore(card, next)
        say(word("givenBack", card.dataset.name))
    }
    async drop(grip) {
        const { list, next } = this.from
        const card = this.rest()
        grip?.focus()
        if (card.parentElement === list) return
        const key = this.theme(card).dataset.themeKey
        const select = card.querySelector("select[name=theme]")
        const body = new FormData()
        body.append("theme", key)
        const answer = await fetch(select.form.action, {
            method: "POST",
            body,
            headers: { "X-CSRFToken": csrf(), "HX-Request": "true", "X-Moved": "1" },
            credentials: "same-origin",
        }).catch(() => null)
        if (!answer?.ok) {
            list.insertBefore(card, next)
            const said = answer?.headers.get("HX-Trigger")
            toast(said ? JSON.parse(said).toast : { text: word(answer ? "failed" : "offline"), state: "breach" })
            return
        }
        select.value = key
        this.count()
    }
    count() {
        for (const theme of this.themes) theme.querySelector(".count").textContent = this.cards(theme).children.length
    }
    pick(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip || event.button || this.lifted) return
        event.preventDefault()
        grip.focus()
        const card = grip.closest("[data-card]")
        this.setPointerCapture(event.pointerId)
        let lifted = false
        const move = (moved) => {
            if (!lifted) {
                if (Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY) < 4) return
                lifted = true
                this.lift(card)
            }
            const under = document.elementsFromPoint(moved.clientX, moved.clientY)
            const theme = under.map((one) => one.closest?.(".wall__theme")).find((one) => one && this.contains(one))
            if (!theme || theme === this.theme(card)) return
            this.cards(theme).prepend(card)
            this.over(theme)
        }
        const end = () => {
            this.removeEventListener("pointermove", move)
            this.removeEventListener("pointerup", put)
            this.removeEventListener("pointercancel", back)
        }
        const put = () => {
            end()
            if (this.lifted) this.drop(grip)
        }
        const back = () => {
            end()
            if (this.lifted) this.giveBack()
        }
        this.addEventListener("pointermove", move)
        this.addEventListener("pointerup", put)
        this.addEventListener("pointercancel", back)
    }
}
customElements.define("theme-wall", ThemeWall)
