// <file-drop>: a place to let go of a file; also takes one that is pasted. The input inside does the work.
class FileDrop extends HTMLElement {
    connectedCallback() {
        this.input = this.querySelector("input[type=file]")
        if (!this.input) return
        for (const name of ["dragenter", "dragover"])
            this.addEventListener(name, (event) => {
                event.preventDefault()
                this.toggleAttribute("data-over", true)
            })
        for (const name of ["dragleave", "drop"]) this.addEventListener(name, () => this.removeAttribute("data-over"))
        this.addEventListener("drop", (event) => {
            event.preventDefault()
            this.take(event.dataTransfer.files)
        })
        this.input.addEventListener("change", () => this.show())
        this.paste = (event) => {
            if (event.clipboardData.files.length) this.take(event.clipboardData.files)
        }
        if (this.hasAttribute("data-paste")) document.addEventListener("paste", this.paste)
    }
    disconnectedCallback() {
        document.removeEventListener("paste", this.paste)
    }
    take(files) {
        if (!files.length) return
        const one = new DataTransfer()
        for (const file of this.input.multiple ? files : [files[0]]) one.items.add(file)
        this.input.files = one.files
        this.input.dispatchEvent(new Event("change", { bubbles: true }))
    }
    show() {
        const place = this.querySelector("[data-name]")
        const names = [...this.input.files].map((file) => file.name).join(", ")
        if (place && names) place.textContent = names
        if (names && this.hasAttribute("data-sends")) this.input.form?.requestSubmit()
    }
}
customElements.define("file-drop", FileDrop)
