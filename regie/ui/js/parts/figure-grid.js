// <figure-grid>: a table of inputs like a spreadsheet. Enter and arrows move, a paste of cells (from a spreadsheet, TSV or CSV)
// fills to the right and below; what changed is marked until the form is sent. The server reads the numbers as they were typed.
import { say, word } from "./words.js"

/** Cells of a pasted text: tabs first, then semicolons, then commas unless they are decimal; quotes as spreadsheets write them. */
export function cells(text) {
    const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "")
    const mark = clean.includes("\t")
        ? "\t"
        : clean.includes(";")
          ? ";"
          : /,\s*-?\d+[.]/.test(clean) || /[A-Za-z"],/.test(clean)
            ? ","
            : "\t"
    const rows = [[]]
    let cell = ""
    let isQuoted = false
    for (let at = 0; at < clean.length; at++) {
        const sign = clean[at]
        if (isQuoted) {
            if (sign === '"' && clean[at + 1] === '"') {
                cell += '"'
                at++
            } else if (sign === '"') isQuoted = false
            else cell += sign
        } else if (sign === '"' && cell === "") isQuoted = true
        else if (sign === mark) {
            rows.at(-1).push(cell)
            cell = ""
        } else if (sign === "\n") {
            rows.at(-1).push(cell)
            rows.push([])
            cell = ""
        } else cell += sign
    }
    rows.at(-1).push(cell)
    return rows.map((row) => row.map((one) => one.trim()))
}

// The figures themselves: what stood there before travels hidden beside each.
const CELL = "td input:not([type=hidden])"

class FigureGrid extends HTMLElement {
    connectedCallback() {
        this.addEventListener("keydown", (event) => this.key(event))
        this.addEventListener("paste", (event) => this.paste(event))
        this.addEventListener("input", (event) => this.mark(event.target))
        this.addEventListener("focusin", (event) => event.target.matches?.(CELL) && event.target.select())
        this.warn = (event) => {
            if (this.querySelector("[data-changed]") && !this.isSent) event.preventDefault()
        }
        addEventListener("beforeunload", this.warn)
        // The newest periods are those that one comes to fill.
        const room = this.querySelector(".table-scroll")
        if (room && this.dataset.begins !== "first") room.scrollLeft = room.scrollWidth
        this.querySelector('td [aria-invalid="true"]')?.scrollIntoView({ block: "nearest", inline: "center" })
        this.closest("form")?.addEventListener("submit", () => {
            this.isSent = true
        })
    }
    disconnectedCallback() {
        removeEventListener("beforeunload", this.warn)
    }
    get rows() {
        return [...this.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll(CELL)])
    }
    at(input) {
        const rows = this.rows
        const row = rows.findIndex((one) => one.includes(input))
        return [row, rows[row]?.indexOf(input) ?? -1, rows]
    }
    mark(input) {
        if (input.defaultValue !== undefined) input.toggleAttribute("data-changed", input.value !== input.defaultValue)
    }
    key(event) {
        const input = event.target.closest(CELL)
        if (!input) return
        const [row, column, rows] = this.at(input)
        const isAtStart = (input.selectionStart === 0 && input.selectionEnd === input.value.length) || input.selectionStart === 0
        const isAtEnd = input.selectionEnd === input.value.length
        let to
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey)
            to = rows[row + (event.shiftKey ? -1 : 1)]?.[column] ?? input
        else if (event.key === "ArrowDown") to = rows[row + 1]?.[column]
        else if (event.key === "ArrowUp") to = rows[row - 1]?.[column]
        else if (event.key === "ArrowRight" && isAtEnd) to = rows[row][column + 1]
        else if (event.key === "ArrowLeft" && isAtStart) to = rows[row][column - 1]
        else if (event.key === "Escape") {
            input.value = input.defaultValue
            this.mark(input)
            input.select()
            return
        } else if (event.key === "Enter") {
            this.closest("form")?.requestSubmit()
            return
        }
        if (!to) return
        event.preventDefault()
        to.focus()
    }
    paste(event) {
        const input = event.target.closest(CELL)
        const text = event.clipboardData?.getData("text/plain") ?? ""
        if (!input) return
        const table = cells(text)
        if (table.length === 1 && table[0].length === 1) return
        event.preventDefault()
        const [row, column, rows] = this.at(input)
        let count = 0
        for (const [down, line] of table.entries())
            for (const [right, value] of line.entries()) {
                const target = rows[row + down]?.[column + right]
                if (!target || target.readOnly || target.disabled) continue
                target.value = value
                this.mark(target)
                count++
            }
        this.dispatchEvent(new Event("change", { bubbles: true }))
        say(word("pasted", count))
    }
}
customElements.define("figure-grid", FigureGrid)
