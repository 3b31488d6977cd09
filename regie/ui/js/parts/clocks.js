// <regie-timer data-minutes="15" data-began="ISO">: the time that a point has left; a plain text without script.
class RegieTimer extends HTMLElement {
    connectedCallback() {
        this.show()
        this.timer = setInterval(() => this.show(), 1000)
    }
    disconnectedCallback() {
        clearInterval(this.timer)
    }
    show() {
        const began = Date.parse(this.dataset.began)
        if (Number.isNaN(began)) return
        const gone = Math.max(0, Math.floor((Date.now() - began) / 1000))
        const whole = Number(this.dataset.minutes || 0) * 60
        const shown = whole ? whole - gone : gone
        const size = Math.abs(shown)
        const pad = (number) => String(number).padStart(2, "0")
        const hours = Math.floor(size / 3600)
        this.textContent = `${shown < 0 ? "−" : ""}${hours ? `${hours}:` : ""}${pad(Math.floor(size / 60) % 60)}:${pad(size % 60)}`
        this.toggleAttribute("data-late", shown < 0)
    }
}
customElements.define("regie-timer", RegieTimer)
