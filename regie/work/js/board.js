// <task-board>: cards moved between columns by hand or by keys. Space or Enter on a grip lifts a card, arrows move it,
// Space puts down, Esc gives back. What would break a limit is said before; the server refuses what only a gate opens.
import { csrf, say, word } from "../../ui/js/parts/words.js"
import { toast } from "../../ui/js/parts/toasts.js"

const fill = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text ?? "")

class TaskBoard extends HTMLElement {
    connectedCallback() {
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("pointerdown", (event) => this.pick(event))
        this.addEventListener("htmx:beforeRequest", (event) => {
            // A card in the hand, or a menu open, is not swept away by what others do.
            if (event.target === this && (this.lifted || this.contains(document.activeElement?.closest?.("[data-grip]")))) event.preventDefault()
        })
    }
    get columns() {
        return [...this.querySelectorAll(".board__column")].filter((column) => column.querySelector(".board__cards"))
    }
    cards(column) {
        return [...column.querySelectorAll(":scope > .board__cards > [data-card]")]
    }
    column(card) {
        return card.closest(".board__column")
    }

    key(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip) return
        const card = grip.closest("[data-card]")
        if (event.key === " " || event.key === "Enter") {
            event.preventDefault()
            if (this.lifted) this.drop()
            else this.lift(card)
        } else if (this.lifted && event.key.startsWith("Arrow")) {
            event.preventDefault()
            this.step(event.key)
            grip.focus()
        } else if (this.lifted && event.key === "Escape") {
            event.preventDefault()
            event.stopPropagation()
            this.giveBack()
            grip.focus()
        }
    }
    step(key) {
        const card = this.lifted
        const column = this.column(card)
        const cards = this.cards(column)
        const at = cards.indexOf(card)
        if (key === "ArrowUp" && at > 0) cards[at - 1].before(card)
        else if (key === "ArrowDown" && cards[at + 1]) cards[at + 1].after(card)
        else if (key === "ArrowLeft" || key === "ArrowRight") {
            const to = this.columns[this.columns.indexOf(column) + (key === "ArrowLeft" ? -1 : 1)]
            if (!to) return
            to.querySelector(".board__cards").prepend(card)
        }
        this.over()
    }
    lift(card) {
        this.from = { list: card.parentElement, next: card.nextElementSibling, column: this.column(card) }
        this.lifted = card
        card.toggleAttribute("data-lifted", true)
        this.over()
    }
    // What lies under the card now, and what putting it down would do.
    over() {
        const column = this.column(this.lifted)
        for (const one of this.columns) one.toggleAttribute("data-over", one === column)
        const place = this.cards(column).indexOf(this.lifted) + 1
        const limit = Number(column.dataset.limit || 0)
        const count = Number(column.dataset.count) + (column === this.from.column ? 0 : 1)
        const over = limit && count > limit ? ` ${fill(this.dataset.over, column.dataset.name, count, limit)}` : ""
        say(fill(this.dataset.at, this.lifted.dataset.name, column.dataset.name, place) + over)
        if (over && this.said !== column) toast({ text: over.trim(), state: "watch" })
        this.said = over ? column : null
    }
    rest() {
        this.lifted?.removeAttribute("data-lifted")
        for (const one of this.columns) one.removeAttribute("data-over")
        this.lifted = this.said = null
    }
    giveBack() {
        const card = this.lifted
        this.from.list.insertBefore(card, this.from.next)
        this.rest()
        say(word("givenBack", card.dataset.name))
    }
    async drop() {
        const card = this.lifted
        const { list, next, column: source } = this.from
        const column = this.column(card)
        this.rest()
        if (card.parentElement === list && card.nextElementSibling === next) return
        const placed = new FormData()
        const beside = (one, name) => one?.dataset?.card && placed.append(name, one.dataset.card)
        beside(card.previousElementSibling, "after")
        beside(card.nextElementSibling, "before")
        if (column !== source && column.dataset.takes) placed.append("status", column.dataset.takes)
        const answer = await fetch(`${this.dataset.tasks}${card.dataset.card}/place/`, {
            method: "POST",
            body: placed,
            headers: { "X-CSRFToken": csrf(), "HX-Request": "true" },
            credentials: "same-origin",
        }).catch(() => null)
        if (!answer?.ok) {
            list.insertBefore(card, next)
            const said = answer?.headers.get("HX-Trigger")
            toast(said ? JSON.parse(said).toast : { text: word(answer ? "failed" : "offline"), state: "breach" })
            return
        }
        window.htmx?.trigger(this, "refreshed")
    }

    pick(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip || event.button) return
        event.preventDefault()
        grip.focus()
        const card = grip.closest("[data-card]")
        this.lift(card)
        const move = (moved) => {
            const under = document.elementsFromPoint(moved.clientX, moved.clientY)
            const column = under.map((one) => one.closest?.(".board__column")).find((one) => one && this.columns.includes(one))
            if (!column) return
            const other = under.map((one) => one.closest?.("[data-card]")).find((one) => one && one !== card)
            const before = card.nextElementSibling
            const parent = card.parentElement
            if (other) {
                const box = other.getBoundingClientRect()
                if (moved.clientY < box.top + box.height / 2) other.before(card)
                else other.after(card)
            } else if (column !== this.column(card)) column.querySelector(".board__cards").append(card)
            if (card.nextElementSibling !== before || card.parentElement !== parent) this.over()
        }
        const stop = (give) => () => {
            document.removeEventListener("pointermove", move)
            document.removeEventListener("pointerup", up)
            document.removeEventListener("pointercancel", cancel)
            if (this.lifted) give ? this.giveBack() : this.drop()
        }
        const up = stop(false)
        const cancel = stop(true)
        document.addEventListener("pointermove", move)
        document.addEventListener("pointerup", up)
        document.addEventListener("pointercancel", cancel)
    }
}

customElements.define("task-board", TaskBoard)
