// <regie-chart>: draws the specification that the server wrote, with Vega-Lite and without eval. Colours are var(--token) in the
// drawing itself, so a change of theme needs no new drawing. The table stands behind a switch.
import * as vega from "vega"
import * as vegaLite from "vega-lite"
import { expressionInterpreter } from "vega-interpreter"
import { word } from "./parts/words.js"

class RegieChart extends HTMLElement {
    connectedCallback() {
        this.chart = this.querySelector('[data-view="chart"]')
        this.drawing = this.querySelector("[data-drawing]")
        this.says = this.drawing.getAttribute("aria-label")
        this.table = this.querySelector('[data-view="table"]')
        this.addEventListener("click", (event) => {
            const button = event.target.closest("[data-shows]")
            if (button) this.show(button.dataset.shows)
        })
        this.spec = JSON.parse(this.dataset.spec)
        this.chart.style.setProperty("min-block-size", `${this.reserve()}px`)
        this.show(location.hash === `#${this.closest("figure")?.id}-table` ? "table" : "chart")
        this.draw()
    }
    disconnectedCallback() {
        this.view?.finalize()
        this.sizes?.disconnect()
    }
    show(which) {
        this.chart.hidden = which !== "chart"
        this.table.hidden = which !== "table"
        for (const button of this.querySelectorAll("[data-shows]"))
            if (button.dataset.shows === which) button.setAttribute("aria-current", "true")
            else button.removeAttribute("aria-current")
    }
    async draw() {
        const spec = this.spec
        const isFluid = spec.width === "container"
        const isOfDays = JSON.stringify(spec).includes('"temporal"')
        if (isFluid) spec.width = this.width()
        // Words are measured before they are drawn: with the font that will draw them.
        await Promise.race([document.fonts.load("12px Inter"), new Promise((resolve) => setTimeout(resolve, 1000))]).catch(
            () => {},
        )
        try {
            const { spec: compiled } = vegaLite.compile(spec)
            const runtime = vega.parse(compiled, null, { ast: true })
            this.view = new vega.View(runtime, {
                renderer: "svg",
                container: this.drawing,
                hover: true,
                expr: expressionInterpreter,
                logLevel: vega.Error,
                tooltip: (_handler, event, _item, value) => this.tip(event, value),
            })
            this.beOnePicture()
            await this.view.runAsync()
            this.beOnePicture()
            // Where it is wider than its place, the newest comes first to the eye; bars without days begin with their names.
            if (isFluid && isOfDays) this.chart.scrollLeft = this.chart.scrollWidth
        } catch (fault) {
            this.show("table")
            this.chart.textContent = word("chart")
            console.error(fault)
            return
        }
        if (!isFluid) return
        this.sizes = new ResizeObserver(() => {
            const width = this.width()
            if (this.view && Math.abs(width - this.view.width()) > 1) this.view.width(width).runAsync()
        })
        this.sizes.observe(this.chart)
    }
    /** Vega calls its container a document of graphics; ours is one picture with a sentence, from the first moment on. */
    beOnePicture() {
        this.drawing.removeAttribute("aria-roledescription")
        this.drawing.setAttribute("role", "img")
        this.drawing.setAttribute("aria-label", this.says)
        this.drawing.querySelector("svg")?.setAttribute("aria-hidden", "true")
    }
    /** The height that the drawing will take, so that nothing moves when it comes. Small pictures stand in as many columns as fit. */
    reserve() {
        const height = Number(this.dataset.height)
        if (!this.spec.concat) return height + 40
        const rows = Math.ceil(this.spec.concat.length / this.spec.columns)
        const columns = Math.max(1, Math.min(this.spec.columns, Math.floor((this.clientWidth + 32) / 300)))
        this.spec.columns = columns
        // Together they fill the line; what stands left of each is its axis.
        const each = Math.floor((this.clientWidth - 32 * (columns - 1)) / columns) - 64
        for (const part of this.spec.concat) part.width = Math.max(part.width, Math.min(each, 420))
        return Math.ceil(this.spec.concat.length / this.spec.columns) * (height / rows)
    }
    width() {
        const least = this.spec.usermeta?.least ?? 600 // bars stay clear where lines would be squeezed
        return Math.max(least, this.chart.clientWidth) - 4
    }
    tip(event, value) {
        const text = value && typeof value === "object" ? Object.values(value)[0] : value
        this.bubble ??= Object.assign(document.createElement("p"), { className: "tooltip chart__tip", role: "tooltip" })
        if (!text) {
            this.bubble.remove()
            return
        }
        this.bubble.textContent = text
        this.append(this.bubble)
        this.bubble.style.setProperty("left", `${event.clientX + 12}px`)
        this.bubble.style.setProperty("top", `${event.clientY + 12}px`)
    }
}
customElements.define("regie-chart", RegieChart)
