// <task-board>: cards moved between columns by hand or by keys. Space or Enter on a grip lifts a card, arrows move it,
// Space or Enter puts it down, Esc gives it back. What would break a limit is said before; the server refuses what only a gate opens.
import { csrf, say, word } from "../../ui/js/parts/words.js"
import { toast } from "../../ui/js/parts/toasts.js"

const fill = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text ?? "")
let kept = null // where the reader was, when what others did renews the board

class TaskBoard extends HTMLElement {
    connectedCallback() {
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("pointerdown", (event) => this.pick(event))
        for (const name of ["htmx:beforeRequest", "htmx:beforeSwap"])
            this.addEventListener(name, (event) => {
                if (this.lifted)
                    event.preventDefault() // a card in the hand is not swept away by what others do
                else if (name === "htmx:beforeSwap") this.keep()
            })
        this.restore()
    }
    keep() {
        const active = document.activeElement
        const card = active?.closest?.("[data-card]")
        kept = {
            left: this.scrollLeft,
            card: this.contains(card) ? card.dataset.card : "",
            isGrip: active?.hasAttribute?.("data-grip"),
        }
    }
    restore() {
        if (!kept) return
        this.scrollLeft = kept.left
        const card = kept.card && this.querySelector(`[data-card="${kept.card}"]`)
        if (card) card.querySelector(kept.isGrip ? "[data-grip]" : "a")?.focus({ preventScroll: true })
        kept = null
    }
    get columns() {
        return [...this.querySelectorAll(".board__column")]
    }
    list(column) {
        return column.querySelector(".board__cards")
    }
    cards(column) {
        return [...column.querySelectorAll(":scope > .board__cards > :is([data-card], .board__slot)")]
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
            if (this.lifted) this.drop(grip)
            else this.lift(card, card)
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
        const column = this.column(this.place)
        const cards = this.cards(column)
        const at = cards.indexOf(this.place)
        if (key === "ArrowUp" && at > 0) cards[at - 1].before(this.place)
        else if (key === "ArrowDown" && cards[at + 1]) cards[at + 1].after(this.place)
        else if (key === "ArrowLeft" || key === "ArrowRight") {
            const to = this.columns[this.columns.indexOf(column) + (key === "ArrowLeft" ? -1 : 1)]
            if (!to) return
            this.list(to).prepend(this.place)
        }
        this.over()
    }
    // `place` is what stands where the card would lie: the card itself by keys, a slot by hand.
    lift(card, place) {
        this.from = { list: card.parentElement, next: card.nextElementSibling, column: this.column(card) }
        this.left = card.cloneNode(true)
        for (const name of ["data-card", "data-row", "data-name", "data-lifted"]) this.left.removeAttribute(name)
        this.left.toggleAttribute("data-left", true)
        this.left.inert = true
        card.before(this.left)
        this.lifted = card
        this.place = place
        if (place !== card) this.left.after(place)
        card.toggleAttribute("data-lifted", true)
        for (const column of this.columns) column.toggleAttribute("data-was-folded", column.hasAttribute("data-folded"))
        this.over()
    }
    // What lies under the card now, and what putting it down would do.
    over() {
        const column = this.column(this.place)
        for (const one of this.columns) {
            one.toggleAttribute("data-over", one === column)
            if (one.hasAttribute("data-was-folded")) one.toggleAttribute("data-folded", one !== column)
        }
        this.left.hidden = column === this.from.column && this.place.parentElement === this.from.list
        const place = this.cards(column).indexOf(this.place) + 1
        const limit = Number(column.dataset.limit || 0)
        const count = Number(column.dataset.count) + (column === this.from.column ? 0 : 1)
        const away = column !== this.from.column
        const over = limit && count > limit && away
        const breaks =
            away && this.dataset.fixed
                ? ` ${this.dataset.fixed}`
                : over
                  ? ` ${fill(this.dataset.over, column.dataset.name, count, limit)}`
                  : ""
        say(`${fill(this.dataset.at, this.lifted.dataset.name, column.dataset.name, place)}${breaks} ${this.dataset.keys}`)
        if (this.said !== column) {
            this.warning?.remove()
            this.count(over && !this.dataset.fixed ? column : null, count, limit)
            this.warning = breaks
                ? toast({ text: this.dataset.fixed || `${breaks.trim()} ${this.dataset.keys}`, state: "watch" })
                : null
            this.said = column
        }
    }
    // The head of a column says the limit that would break while the card is over it.
    count(column, held, limit) {
        this.counted?.head.replaceChildren(...this.counted.words)
        this.counted = null
        const state = this.querySelector("template")?.content.firstElementChild?.cloneNode(true)
        if (!column || !state) return
        const head = column.querySelector(".board__limit")
        this.counted = { head, words: [...head.childNodes] }
        state.lastElementChild.textContent = fill(this.dataset.of, held, limit)
        head.replaceChildren(state)
    }
    rest() {
        const card = this.lifted
        card.removeAttribute("data-lifted")
        for (const name of ["position", "inline-size", "inset-inline-start", "inset-block-start", "translate", "pointer-events"])
            card.style.removeProperty(name)
        if (this.place !== card) this.place.replaceWith(card)
        this.left.remove()
        this.warning?.remove()
        this.count(null)
        for (const one of this.columns) {
            one.removeAttribute("data-over")
            if (one.hasAttribute("data-was-folded")) one.toggleAttribute("data-folded", true)
            one.removeAttribute("data-was-folded")
        }
        this.lifted = this.place = this.left = this.said = this.warning = null
    }
    giveBack() {
        const card = this.lifted
        const { list, next } = this.from
        this.rest()
        list.insertBefore(card, next)
        say(word("givenBack", card.dataset.name))
    }
    async drop(grip) {
        const card = this.lifted
        const { list, next, column: source } = this.from
        const column = this.column(this.place)
        this.rest()
        grip?.focus()
        if (card.parentElement === list && card.nextElementSibling === next) return
        if (column !== source && this.dataset.fixed) {
            list.insertBefore(card, next)
            grip?.focus()
            toast({ text: this.dataset.fixed, state: "watch" })
            return
        }
        const placed = new FormData()
        const beside = (one, name) => one?.dataset?.card && placed.append(name, one.dataset.card)
        beside(card.previousElementSibling, "after")
        beside(card.nextElementSibling, "before")
        placed.append("by", this.dataset.by)
        if (column !== source) placed.append("column", column.dataset.column || "nobody")
        const answer = await fetch(`${this.dataset.tasks}${card.dataset.card}/place/`, {
            method: "POST",
            body: placed,
            headers: { "X-CSRFToken": csrf(), "HX-Request": "true" },
            credentials: "same-origin",
        }).catch(() => null)
        const said = answer?.headers.get("HX-Trigger")
        if (!answer?.ok) {
            list.insertBefore(card, next)
            toast(said ? JSON.parse(said).toast : { text: word(answer ? "failed" : "offline"), state: "breach" })
            return
        }
        if (said && column !== source) toast(JSON.parse(said).toast)
        window.htmx?.trigger(this, "refreshed")
    }

    pick(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip || event.button || this.lifted) return
        event.preventDefault()
        grip.focus()
        const card = grip.closest("[data-card]")
        const box = card.getBoundingClientRect()
        const hold = { x: event.clientX - box.left, y: event.clientY - box.top }
        const slot = Object.assign(document.createElement("li"), { className: "board__slot" })
        slot.style.blockSize = `${box.height}px`
        const move = (moved) => {
            if (!this.lifted) {
                if (Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY) < 4) return
                this.lift(card, slot)
                card.style.position = "fixed"
                card.style.inlineSize = `${this.left.getBoundingClientRect().width || box.width}px`
                card.style.translate = "0 0"
                card.style.pointerEvents = "none"
            }
            card.style.insetInlineStart = `${moved.clientX - hold.x}px`
            card.style.insetBlockStart = `${moved.clientY - hold.y}px`
            const under = document.elementsFromPoint(moved.clientX, moved.clientY)
            const column = under.map((one) => one.closest?.(".board__column")).find((one) => one && this.columns.includes(one))
            if (!column) return
            const other = under.map((one) => one.closest?.("[data-card]")).find((one) => one && one !== card)
            const was = { parent: slot.parentElement, next: slot.nextElementSibling }
            if (other) {
                const beside = other.getBoundingClientRect()
                if (moved.clientY < beside.top + beside.height / 2) other.before(slot)
                else other.after(slot)
            } else if (column !== this.column(slot)) this.list(column).append(slot)
            if (slot.nextElementSibling !== was.next || slot.parentElement !== was.parent) this.over()
            const edge = this.getBoundingClientRect()
            if (moved.clientX > edge.right - 40) this.scrollLeft += 16
            else if (moved.clientX < edge.left + 40) this.scrollLeft -= 16
        }
        const stop = () => {
            document.removeEventListener("pointermove", move)
            document.removeEventListener("pointerup", up)
            document.removeEventListener("pointercancel", cancel)
            document.removeEventListener("keydown", leave, true)
        }
        const up = () => {
            stop()
            if (this.lifted) this.drop()
        }
        const cancel = () => {
            stop()
            if (this.lifted) this.giveBack()
        }
        const leave = (pressed) => {
            if (pressed.key !== "Escape" || !this.lifted) return
            pressed.preventDefault()
            pressed.stopPropagation()
            cancel()
        }
        document.addEventListener("pointermove", move)
        document.addEventListener("pointerup", up)
        document.addEventListener("pointercancel", cancel)
        document.addEventListener("keydown", leave, true)
    }
}

customElements.define("task-board", TaskBoard)
