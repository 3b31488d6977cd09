// <sortable-list data-address="…">: things in an order, moved by hand or by keys. Each has data-key (its id), data-name, and a
// button[data-grip]. Space picks up and puts down, arrows move, Esc gives back. The new order is POSTed as `order`, several.
import { say, send, word } from "./words.js"
import { toast } from "./toasts.js"

class SortableList extends HTMLElement {
    connectedCallback() {
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("pointerdown", (event) => this.pick(event))
        this.addEventListener("focusout", (event) => {
            if (this.lifted && !this.moving && !this.lifted.contains(event.relatedTarget)) this.drop()
        })
    }
    get list() {
        return this.querySelector("[data-list]") ?? this.firstElementChild
    }
    get things() {
        return [...this.list.children].filter((thing) => thing.dataset.key)
    }
    place(thing) {
        return this.things.indexOf(thing) + 1
    }
    name(thing) {
        return thing.dataset.name ?? thing.textContent.trim().slice(0, 60)
    }

    key(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip) return
        const thing = grip.closest("[data-key]")
        if (event.key === " " || event.key === "Enter") {
            event.preventDefault()
            if (this.lifted) this.drop()
            else this.lift(thing)
        } else if (this.lifted && ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key)) {
            event.preventDefault()
            const step = event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1
            const things = this.things
            const at = things.indexOf(this.lifted) + step
            if (!things[at]) return
            this.moving = true
            if (step < 0) things[at].before(this.lifted)
            else things[at].after(this.lifted)
            grip.focus()
            this.moving = false
            say(word("moved", this.place(this.lifted), things.length))
        } else if (this.lifted && event.key === "Escape") {
            event.preventDefault()
            event.stopPropagation()
            this.giveBack()
            grip.focus()
        }
    }
    lift(thing) {
        this.before = this.things
        this.laid = [...this.list.children]
        this.lifted = thing
        thing.toggleAttribute("data-lifted", true)
        say(word("lifted", this.name(thing), this.place(thing), this.before.length))
    }
    giveBack() {
        this.moving = true
        this.list.append(...this.laid)
        this.moving = false
        this.lifted.removeAttribute("data-lifted")
        say(word("givenBack", this.name(this.lifted)))
        this.lifted = null
    }
    async drop() {
        const thing = this.lifted
        this.lifted = null
        thing.removeAttribute("data-lifted")
        const things = this.things
        if (things.every((one, index) => one === this.before[index])) return
        say(word("dropped", this.name(thing), this.place(thing), things.length))
        const order = new FormData()
        for (const one of things) order.append("order", one.dataset.key)
        const answer = await send(this.dataset.address, order).catch(() => null)
        if (!answer?.ok) {
            this.list.append(...this.laid)
            toast({ text: word(answer ? "failed" : "offline"), state: "breach" })
            return
        }
        this.dispatchEvent(new CustomEvent("sorted", { bubbles: true }))
    }
    pick(event) {
        const grip = event.target.closest("[data-grip]")
        if (!grip || event.button) return
        event.preventDefault()
        grip.focus()
        const thing = grip.closest("[data-key]")
        this.lift(thing)
        // The list holds the pointer: a grip that moves in the page with its thing would lose it.
        this.setPointerCapture(event.pointerId)
        const move = (moved) => {
            const over = this.things.find((one) => {
                const box = one.getBoundingClientRect()
                return (
                    one !== thing &&
                    moved.clientY > box.top &&
                    moved.clientY < box.bottom &&
                    moved.clientX > box.left &&
                    moved.clientX < box.right
                )
            })
            if (!over) return
            const box = over.getBoundingClientRect()
            this.moving = true
            if (moved.clientY < box.top + box.height / 2) over.before(thing)
            else over.after(thing)
            this.moving = false
        }
        const end = () => {
            this.removeEventListener("pointermove", move)
            this.removeEventListener("pointerup", put)
            this.removeEventListener("pointercancel", back)
        }
        const put = () => {
            end()
            if (this.lifted) this.drop()
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
customElements.define("sortable-list", SortableList)
