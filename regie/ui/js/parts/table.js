// <regie-table>: rows that are picked, and the bar of what may be done to them. Without script the bar always shows.
import { word } from "./words.js"

class RegieTable extends HTMLElement {
    connectedCallback() {
        this.all = this.querySelector("[data-pick-all]")
        this.bar = this.querySelector("[data-bulk]")
        if (!this.bar) return
        this.addEventListener("change", (event) => {
            if (event.target === this.all) for (const box of this.boxes) box.checked = this.all.checked
            if (event.target.matches("[type=checkbox]")) this.show()
        })
        this.addEventListener("click", (event) => {
            const box = event.target.closest('.table__pick [name="row"]')
            if (box && event.shiftKey && this.last) {
                const all = this.boxes
                const [from, to] = [all.indexOf(this.last), all.indexOf(box)].sort((a, b) => a - b)
                for (const one of all.slice(from, to + 1)) one.checked = box.checked
            }
            if (box) {
                this.last = box
                this.show()
            }
            if (event.target.closest("[data-unpick]")) {
                for (const one of this.boxes) one.checked = false
                this.show()
                this.all.focus()
            }
        })
        this.show()
    }
    get boxes() {
        return [...this.querySelectorAll('.table__pick [name="row"]')]
    }
    show() {
        const picked = this.boxes.filter((box) => box.checked).length
        this.bar.hidden = !picked
        this.all.checked = picked > 0 && picked === this.boxes.length
        this.all.indeterminate = picked > 0 && picked < this.boxes.length
        this.querySelector("[data-picked-count]").textContent = word("picked", picked)
    }
}
customElements.define("regie-table", RegieTable)
