// <task-dates>: the day of a task or of an activity changed by hand or by keys, in the month and on the timeline. Space picks it up, arrows move it by a
// day or a week, Enter puts it down, Esc gives it back; the effect is said in words before.
import { csrf, say, tongue, word } from "../../ui/js/parts/words.js"
import { toast } from "../../ui/js/parts/toasts.js"

const DAY = 86_400_000
const fill = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text ?? "")
const plus = (day, days) => new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10)

class TaskDates extends HTMLElement {
    connectedCallback() {
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("pointerdown", (event) => this.pick(event))
        // A link that was dragged is not followed.
        this.addEventListener(
            "click",
            (event) => {
                if (this.dragged) event.preventDefault()
                this.dragged = false
            },
            true,
        )
        this.addEventListener("dragstart", (event) => event.preventDefault())
        // A phone has no room for a drawing of weeks: the same is read as a table there.
        const table = this.isMonth ? null : document.getElementById("as-table")
        if (table && window.matchMedia("(width < 44rem)").matches) table.open = true
    }
    get isMonth() {
        return this.id === "month"
    }
    dayOf(thing) {
        return thing.closest("[data-day]")?.dataset.day ?? thing.dataset.at
    }
    // A day of the month; of a week with rows, that of the row in which the thing lies.
    cell(day) {
        const row = this.home?.closest("[data-groups] tr") ?? this
        return this.isMonth ? row.querySelector(`[data-day="${day}"]`) : null
    }
    said(day) {
        const cell = this.cell(day)
        if (cell?.dataset.said) return cell.dataset.said
        const written = new Intl.DateTimeFormat(tongue(), {
            weekday: "long",
            day: "numeric",
            month: "long",
            timeZone: "UTC",
        })
        return written.format(Date.parse(`${day}T12:00:00Z`))
    }

    key(event) {
        const thing = event.target.closest("[data-moves]")
        if (!thing) return
        const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
        if (event.key === " " || (event.key === "Enter" && this.lifted)) {
            event.preventDefault()
            if (this.lifted) this.drop()
            else this.lift(thing)
        } else if (this.lifted && step) {
            event.preventDefault()
            this.over(plus(this.to, step))
        } else if (this.lifted && event.key === "Escape") {
            event.preventDefault()
            event.stopPropagation()
            this.giveBack()
        }
    }
    lift(thing) {
        this.lifted = thing
        this.from = this.to = this.dayOf(thing)
        this.name = thing.querySelector("span, text")?.textContent.trim() ?? ""
        if (this.isMonth) {
            this.left = thing.cloneNode(true)
            this.left.removeAttribute("data-moves")
            this.left.toggleAttribute("data-left", true)
            this.left.inert = true
            this.home = thing.parentElement
            thing.toggleAttribute("data-lifted", true)
        } else {
            const bar = thing.querySelector(".timeline__bar")
            this.left = bar.cloneNode()
            for (const name of ["data-state", "data-is", "data-critical"]) this.left.removeAttribute(name)
            this.left.toggleAttribute("data-left", true)
            bar.before(this.left)
            bar.toggleAttribute("data-lifted", true)
            this.x = Number(bar.getAttribute("x"))
        }
        this.over(this.from)
    }
    // Where it would lie, said before it is put down.
    over(day) {
        const cell = this.cell(day)
        if (this.isMonth && !cell) return say(this.dataset.edge)
        this.to = day
        if (this.isMonth) {
            for (const one of this.querySelectorAll("[data-day]"))
                one.toggleAttribute("data-over", one === cell && day !== this.from)
            if (day === this.from) {
                this.left.remove()
                this.home.append(this.lifted)
                this.hollow?.remove()
            } else {
                this.home.append(this.left)
                this.hollow ??= document.createElement("li")
                let list = cell.querySelector(".month__items")
                if (!list) {
                    list = Object.assign(document.createElement("ul"), { className: "month__items" })
                    cell.append(list)
                }
                list.append(this.hollow)
                this.hollow.append(this.lifted)
            }
            this.lifted.focus({ preventScroll: this.isInHand }) // a page that scrolls under the hand brings it to another day
        } else {
            const days = Math.round((Date.parse(day) - Date.parse(this.from)) / DAY)
            this.lifted.querySelector("[data-lifted]").setAttribute("x", this.x + days * Number(this.dataset.dayWidth))
        }
        const words = `${fill(this.dataset.said, this.name, this.said(this.from), this.said(day))} ${this.dataset.keys}`
        say(words)
        this.note?.remove()
        this.note = day === this.from ? null : toast({ text: words, state: "wait" })
    }
    rest() {
        this.note?.remove()
        this.left.remove()
        for (const one of this.querySelectorAll("[data-over]")) one.removeAttribute("data-over")
        for (const one of [this.lifted, ...this.lifted.querySelectorAll("[data-lifted]")]) one.removeAttribute("data-lifted")
        this.lifted = this.note = null
    }
    giveBack() {
        const thing = this.lifted
        if (this.isMonth) {
            this.home.append(thing)
            this.hollow?.remove()
        } else thing.querySelector("[data-lifted]").setAttribute("x", this.x)
        this.rest()
        this.hollow = null
        thing.focus()
        say(word("givenBack", this.name))
    }
    async drop() {
        const thing = this.lifted
        if (this.to === this.from) return this.giveBack()
        const answer = await this.send(thing, { day: this.to })
        if (answer?.ok && answer.headers.get("X-Asks-First")) return this.ask(thing, await answer.text())
        this.settle(answer)
    }
    send(thing, values) {
        const body = new FormData()
        for (const [name, value] of Object.entries(values)) body.append(name, value)
        return fetch(thing.dataset.moves, {
            method: "POST",
            body,
            headers: { "X-CSRFToken": csrf(), "HX-Request": "true" },
            credentials: "same-origin",
        }).catch(() => null)
    }
    settle(answer) {
        const said = answer?.headers.get("HX-Trigger")
        if (!answer?.ok) {
            this.giveBack()
            toast(said ? JSON.parse(said).toast : { text: word(answer ? "failed" : "offline"), state: "breach" })
            return
        }
        const moves = this.lifted.dataset.moves
        this.rest()
        this.hollow = null
        if (said) toast(JSON.parse(said).toast)
        // The page is drawn anew: whoever works by keys goes on from the same thing, wherever it lies now.
        const again = () => document.querySelector(`#${this.id} [data-moves="${moves}"]`)?.focus({ preventScroll: true })
        document.addEventListener("htmx:afterSettle", again, { once: true })
        window.htmx?.trigger(this, "refreshed")
    }
    // What else would move is looked at before anything does; the thing stays in the hand until then.
    ask(thing, words) {
        this.note?.remove()
        const dialog = document.createElement("dialog")
        dialog.className = "dialog"
        dialog.setAttribute("aria-labelledby", "asked-move")
        dialog.innerHTML = words
        let isSure = false
        dialog.querySelector("form").addEventListener("submit", async (event) => {
            event.preventDefault()
            isSure = true
            dialog.close()
            this.settle(await this.send(thing, { day: this.to, sure: "1" }))
        })
        dialog.addEventListener("close", () => {
            dialog.remove()
            if (!isSure) this.giveBack()
        })
        document.body.append(dialog)
        dialog.showModal()
    }

    pick(event) {
        const thing = event.target.closest("[data-moves]")
        const isBar = event.target.closest(".timeline__bar")
        if (!thing || event.button || this.lifted || event.pointerType === "touch" || (!this.isMonth && !isBar)) return
        const move = (moved) => {
            const gone = Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY)
            if (!this.lifted) {
                if (gone < 5) return
                this.dragged = this.isInHand = true
                this.lift(thing)
            }
            moved.preventDefault()
            if (this.isMonth) {
                const under = document.elementsFromPoint(moved.clientX, moved.clientY)
                const day = under.map((one) => one.closest?.("[data-day]")?.dataset.day).find(Boolean)
                if (day && day !== this.to) this.over(day)
            } else {
                const drawing = this.querySelector("svg")
                const scale = drawing.viewBox.baseVal.width / drawing.getBoundingClientRect().width
                const days = Math.round(((moved.clientX - event.clientX) * scale) / Number(this.dataset.dayWidth))
                if (plus(this.from, days) !== this.to) this.over(plus(this.from, days))
            }
        }
        const stop = () => {
            this.isInHand = false
            document.removeEventListener("pointermove", move)
            document.removeEventListener("pointerup", up)
            document.removeEventListener("pointercancel", cancel)
            document.removeEventListener("keydown", leave, true)
        }
        const up = () => {
            stop()
            if (this.lifted) this.drop()
            setTimeout(() => {
                this.dragged = false
            })
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

customElements.define("task-dates", TaskDates)
