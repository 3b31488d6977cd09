// <workflow-diagram>: a workflow drawn by bpmn-js, with the runs under way on its steps and marks where something is to be mended.
// data-file is the BPMN; with data-save it can be drawn in, by a modeler that is fetched when it is first wanted (data-modeler).
// What is drawn is kept by itself; the table (#sheet) and the diagram each show the other's change at once.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer"
import { send, say } from "../../ui/js/parts/words.js"
import { annotate, house, look } from "./parts/drawn.js"
import "./parts/diagram.css"

// Said by the island that every page has: imported here too, it would say everything twice.
const toast = (detail) => document.body.dispatchEvent(new CustomEvent("toast", { detail }))

const TALLEST = 1100
const MARGIN = 14
const FOOT = 48
const LEAST = 0.55 // smaller than that nobody reads it
const REST = 700 // milliseconds after the last stroke

class WorkflowDiagram extends HTMLElement {
    connectedCallback() {
        if (this.canvas) return
        this.tokens = JSON.parse(this.dataset.tokens || "{}")
        this.marks = JSON.parse(this.dataset.marks || "{}")
        this.querySelector(".diagram__wait")?.remove()
        this.canvas = Object.assign(document.createElement("div"), { className: "diagram__canvas" })
        this.append(this.canvas)
        this.tools = this.querySelector(".diagram-tools")
        if (this.tools) this.tools.hidden = false
        this.addEventListener("click", (event) => this.act(event))
        this.addEventListener("keydown", (event) => {
            // Esc gives up what is begun in the drawing; it does not leave the page on which one draws.
            const isOurs = event.key === "Escape" || (event.ctrlKey && event.key === "s")
            if (this.isDrawing && isOurs) event.preventDefault()
        })
        // Between a menu that closes and the drawing that takes the hand again, the page itself has it.
        this.between = (event) => {
            if (this.isDrawing && event.key === "Escape" && event.target === document.body) event.preventDefault()
        }
        document.addEventListener("keydown", this.between, true)
        this.swapped = (event) => event.target.id === "sheet" && this.sheetChanged(event.target)
        document.addEventListener("htmx:afterSwap", this.swapped)
        this.leaving = (event) => this.timer && event.preventDefault()
        addEventListener("beforeunload", this.leaving)
        this.view()
    }
    disconnectedCallback() {
        document.removeEventListener("keydown", this.between, true)
        document.removeEventListener("htmx:afterSwap", this.swapped)
        removeEventListener("beforeunload", this.leaving)
        this.drawn?.destroy()
        this.drawn = this.canvas = null
    }

    async view() {
        this.isDrawing = false
        this.drawn?.destroy()
        this.canvas.replaceChildren()
        this.drawn = new NavigatedViewer({
            ...look,
            container: this.canvas,
            zoomScroll: { enabled: false },
            additionalModules: [house],
        })
        this.drawn.get("eventBus").on("element.click", ({ element }) => this.lead(element))
        await this.load()
    }
    async load() {
        const answer = await fetch(this.dataset.file, { credentials: "same-origin", cache: "no-store" }).catch(() => null)
        try {
            if (!answer?.ok) throw new Error("no file")
            await this.drawn.importXML(await answer.text())
        } catch {
            this.canvas.replaceChildren(
                Object.assign(document.createElement("p"), { className: "diagram__wait", textContent: this.dataset.failed }),
            )
            return
        }
        this.measure()
        annotate(this.drawn, this.tokens, this.marks, (this.dataset.here || "").split(" ").filter(Boolean))
        const svg = this.canvas.querySelector("svg[data-element-id], .djs-container > svg")
        svg?.setAttribute("aria-label", this.dataset.label)
        svg?.setAttribute("role", this.isDrawing ? "application" : "img")
        svg?.setAttribute("tabindex", "0")
        this.canvas.querySelector(".bjs-powered-by")?.style.setProperty("color", "var(--ink-soft)")
        this.setAttribute("data-drawn", "")
    }
    // As tall as the whole drawing at the width there is, so that nothing hides; long ones are walked through.
    measure() {
        const canvas = this.drawn.get("canvas")
        const { inner } = canvas.viewbox()
        const scale = Math.min(1, this.canvas.clientWidth / (inner.width + 2 * MARGIN))
        const room = matchMedia("(width < 44rem)").matches ? 620 : TALLEST
        const wanted = (inner.height + MARGIN) * Math.max(scale, LEAST) + FOOT
        this.canvas.style.blockSize = `${Math.round(Math.min(room, Math.max(this.isDrawing ? 620 : 240, wanted)))}px`
        canvas.resized()
        this.fit(LEAST)
    }
    // The whole of it, or as much as can be read: then its beginning is shown. The foot is bpmn.io's.
    fit(least = 0) {
        const canvas = this.drawn.get("canvas")
        const { inner, outer } = canvas.viewbox()
        const whole = Math.min(1, outer.width / (inner.width + 2 * MARGIN), (outer.height - FOOT) / (inner.height + MARGIN))
        const scale = Math.max(whole, least)
        const width = outer.width / scale
        const x = inner.width + 2 * MARGIN > width ? inner.x - MARGIN : inner.x - (width - inner.width) / 2
        canvas.viewbox({ x, y: inner.y - MARGIN, width, height: outer.height / scale })
    }
    // A step on the diagram leads to its row.
    lead(element) {
        if (this.isDrawing) return
        const row = document.getElementById(`row-${element.id}`)
        if (!row) return
        row.scrollIntoView({ block: "center", behavior: "smooth" })
        for (const one of document.querySelectorAll("[data-pointed]")) one.removeAttribute("data-pointed")
        row.toggleAttribute("data-pointed", true)
        row.querySelector("input:not([type=hidden])")?.focus({ preventScroll: true })
    }

    act(event) {
        const zoom = event.target.closest("[data-zoom]")?.dataset.zoom
        if (zoom === "fit") this.fit()
        else if (zoom) this.drawn.get("zoomScroll").stepZoom(zoom === "in" ? 1 : -1)
        if (event.target.closest("[data-draw]")) this.isDrawing ? this.rest() : this.draw()
    }

    async draw() {
        const button = this.querySelector("[data-draw]")
        const sheet = document.querySelector("#sheet form[data-dirty]")
        if (sheet) {
            toast({ text: this.dataset.first, state: "watch" })
            sheet.querySelector("[data-keeps]")?.focus()
            return
        }
        button.setAttribute("aria-busy", "true")
        const { modeler } = await import(this.dataset.modeler).catch(() => ({}))
        button.removeAttribute("aria-busy")
        if (!modeler) {
            toast({ text: this.dataset.failed, state: "breach" })
            return
        }
        this.isDrawing = true
        this.drawn.destroy()
        this.canvas.replaceChildren()
        this.drawn = modeler(this.canvas, JSON.parse(document.getElementById("diagram-words")?.textContent || "{}"))
        this.drawn.on("commandStack.changed", () => this.changed())
        await this.load()
        button.setAttribute("aria-pressed", "true")
        this.toggleAttribute("data-drawing", true)
        this.scrollIntoView({ block: "start" })
        this.drawn.get("canvas").focus()
        say(this.dataset.drawing)
    }
    async rest() {
        if (this.timer) await this.keep()
        this.querySelector("[data-draw]").setAttribute("aria-pressed", "false")
        this.removeAttribute("data-drawing")
        await this.view()
    }
    changed() {
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.keep(), REST)
    }
    async keep(revision = this.dataset.revision) {
        clearTimeout(this.timer)
        const { xml } = await this.drawn.saveXML({ format: true })
        const answer = await send(this.dataset.save, { xml, revision }).catch(() => null)
        const said = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : {}
        if (answer?.ok) {
            this.timer = null
            this.dataset.revision = said.revision
            this.querySelector(".diagram__clash")?.remove()
            this.refreshSheet()
        } else if (answer?.status === 409 && said.revision) this.clash(said)
        else toast({ text: said.sentence || this.dataset.unkept, state: "breach" })
    }
    // Two people drew: what is on the screen stays until one says which of both counts.
    clash({ sentence, revision }) {
        this.querySelector(".diagram__clash")?.remove()
        const box = Object.assign(document.createElement("div"), { className: "ribbon diagram__clash" })
        box.dataset.state = "watch"
        box.setAttribute("role", "alert")
        const text = Object.assign(document.createElement("p"), { className: "ribbon__text", textContent: sentence })
        const actions = Object.assign(document.createElement("span"), { className: "ribbon__actions" })
        const offer = (words, act) => {
            const button = Object.assign(document.createElement("button"), {
                className: "button",
                type: "button",
                textContent: words,
            })
            button.addEventListener("click", act)
            actions.append(button)
        }
        offer(this.dataset.mine, () => this.keep(String(revision)))
        offer(this.dataset.theirs, () => {
            clearTimeout(this.timer)
            this.timer = null
            this.dataset.revision = revision
            box.remove()
            this.refreshSheet()
            this.load()
        })
        box.append(text, actions)
        this.prepend(box)
    }
    refreshSheet() {
        const sheet = document.getElementById("sheet")
        if (!sheet || sheet.querySelector("form[data-dirty]")) return
        globalThis.htmx?.ajax("GET", this.dataset.sheet, { target: "#sheet", swap: "outerHTML" })
    }
    // The table was kept, or drawn again: marks follow, and the drawing where it is another revision.
    sheetChanged() {
        const sheet = document.getElementById("sheet")
        if (!sheet?.dataset.marks) return
        this.marks = JSON.parse(sheet.dataset.marks)
        if (sheet.dataset.revision !== this.dataset.revision && !this.timer) {
            this.dataset.revision = sheet.dataset.revision
            this.load()
        } else annotate(this.drawn, this.tokens, this.marks)
    }
}
customElements.define("workflow-diagram", WorkflowDiagram)
