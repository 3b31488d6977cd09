// <workflow-outline>: the table of steps, filled in like a spreadsheet. Enter and arrows go up and down, Alt with arrows moves a
// step, Ctrl with Enter keeps; names are suggested after each comma. All of it is a plain form without this.
class WorkflowOutline extends HTMLElement {
    connectedCallback() {
        if (this.isBound) return
        this.isBound = true
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("input", (event) => {
            event.target.form?.toggleAttribute("data-dirty", true)
            this.suggest(event.target)
        })
        this.addEventListener("focusin", (event) => this.suggest(event.target))
        this.addEventListener("change", (event) => event.target.matches("[data-kind-of]") && this.kind(event.target))
        this.addEventListener("submit", () => {
            this.isSent = true
        })
        document.addEventListener("htmx:afterSettle", (event) => event.target.id === "sheet" && this.land())
        document.addEventListener("htmx:afterRequest", () => {
            this.isSent = false
        })
        addEventListener("beforeunload", (event) => {
            if (!this.isSent && this.querySelector("form[data-dirty]")) event.preventDefault()
        })
        addEventListener("hashchange", () => this.point())
        this.point()
        this.land()
    }
    // Where the cursor goes on after the table was drawn again, or when a page is opened at a step.
    land() {
        const wanted = this.querySelector("#sheet")?.dataset.focus
        if (!wanted) return
        const [id, act] = wanted.split(":")
        const row = document.getElementById(`row-${id}`)
        const target = act
            ? row?.querySelector(`[value="${act}:${CSS.escape(id)}"]`)
            : row?.querySelector("input:not([type=hidden])")
        const shown = target?.disabled ? row.querySelector("input:not([type=hidden])") : target
        shown?.focus()
    }
    point() {
        const row = location.hash.startsWith("#row-") && document.getElementById(location.hash.slice(1))
        if (row && this.contains(row)) row.querySelector("input:not([type=hidden])")?.focus()
    }
    key(event) {
        const form = event.target.form
        if ((event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key === "s")) {
            event.preventDefault()
            form?.requestSubmit(form.querySelector("[data-keeps]"))
            return
        }
        const row = event.target.closest("tr[data-line]")
        if (!row || !event.target.matches("input, select")) return
        if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
            event.preventDefault()
            const way = event.key === "ArrowUp" ? "up" : "down"
            row.querySelector(`button[value="${way}:${CSS.escape(row.dataset.line)}"]:not(:disabled)`)?.click()
            return
        }
        const isSelect = event.target.matches("select")
        const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : isSelect ? 0 : { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (!step || (event.target.list && event.key.startsWith("Arrow") && event.target.matches("[data-names]"))) return
        event.preventDefault()
        const rows = [...this.querySelectorAll("tr[data-line]")]
        const next = rows[rows.indexOf(row) + step]
        const column = event.target.dataset.column
        const target = next?.querySelector(`[data-column="${column}"]`)
        if (target) {
            target.focus()
            target.select?.()
        } else if (!next && event.key === "Enter" && step > 0) form.querySelector('button[value="add"]')?.click()
    }
    // A list of names cannot suggest after a comma by itself: each is offered with what stands before it.
    suggest(input) {
        if (!input.matches?.("[data-names]")) return
        const list = this.querySelector("#names")
        if (!list) return
        this.known ??= [...list.options].map((option) => option.value)
        const before = input.value.includes(",") ? input.value.slice(0, input.value.lastIndexOf(",") + 1) : ""
        const taken = new Set(before.split(",").map((name) => name.trim().toLowerCase()))
        const free = this.known.filter((name) => !taken.has(name.toLowerCase()))
        list.replaceChildren(...free.map((name) => new Option("", before ? `${before} ${name}` : name)))
    }
    // What only approvals, or only waits, have is shown for them alone.
    kind(select) {
        select.closest("tr").dataset.kind = select.value
        const more = document.getElementById(`more-${select.dataset.kindOf}`)
        if (!more) return
        more.dataset.kind = select.value
        if (select.value !== "step") more.querySelector("details").open = true
    }
}
customElements.define("workflow-outline", WorkflowOutline)
