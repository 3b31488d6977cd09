// <picture-paste data-address>: a picture pasted into the text is sent, kept, and stands in the text by its number.
import { send, word } from "../../ui/js/parts/words.js"
import { toast } from "../../ui/js/parts/toasts.js"

class PicturePaste extends HTMLElement {
    connectedCallback() {
        this.text = this.querySelector("textarea")
        this.coming = new Set()
        // A form sent while a picture is on its way waits for it, and then goes by itself.
        this.closest("form")?.addEventListener("submit", async (event) => {
            if (!this.coming.size) return
            event.preventDefault()
            await Promise.all(this.coming)
            event.target.requestSubmit(event.submitter)
        })
        this.text?.addEventListener("paste", (event) => {
            const files = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"))
            if (!files.length) return
            event.preventDefault()
            for (const file of files) this.begin(file)
        })
        this.text?.addEventListener("drop", (event) => {
            const files = [...event.dataTransfer.files].filter((file) => file.type.startsWith("image/"))
            if (!files.length) return
            event.preventDefault()
            for (const file of files) this.begin(file)
        })
    }
    put(words) {
        this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end")
        this.text.dispatchEvent(new Event("input", { bubbles: true }))
    }
    begin(file) {
        const coming = this.take(file)
        this.coming.add(coming)
        coming.finally(() => this.coming.delete(coming))
    }
    async take(file) {
        const waiting = `![${this.dataset.waiting}]()`
        this.put(waiting)
        const body = new FormData()
        body.append("file", file)
        const answer = await send(this.dataset.address, body).catch(() => null)
        const said = answer ? await answer.json().catch(() => null) : null
        this.text.value = this.text.value.replace(waiting, said?.text ?? "")
        this.text.dispatchEvent(new Event("input", { bubbles: true }))
        if (!said?.text) toast({ text: said?.fault ?? word(answer ? "failed" : "offline"), state: "breach" })
    }
}

customElements.define("picture-paste", PicturePaste)
