// Small enhancements: copy a text, print, go back, lead to faults, send a form when its choice changes.
import { word } from "./words.js"
import { toast } from "./toasts.js"

document.addEventListener("click", async (event) => {
    const copies = event.target.closest("[data-copies]")
    if (copies) {
        const source = document.getElementById(copies.dataset.copies)
        const text = source ? (source.value ?? source.textContent.trim()) : copies.dataset.copies || location.href
        try {
            await navigator.clipboard.writeText(text)
            toast({ text: word("copied") })
        } catch {
            source?.select?.()
        }
    }
    if (event.target.closest("[data-prints]")) print()
    const back = event.target.closest("[data-back]")
    if (back && history.length > 1) {
        event.preventDefault()
        history.back()
    }
})

// A list at the head of a form takes the focus, and each of its links puts it in the field.
document.querySelector("[data-error-summary]:not(.specimen *)")?.focus()
document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']")
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    const input = field.matches("fieldset") ? field.querySelector("input") : field
    input.scrollIntoView({ block: "center" })
    input.focus({ preventScroll: true })
})

// A choice that sends its form. With the keys one passes over other choices on the way: wait until the hand rests, or Enter.
let resting = 0
let byKeys = false
document.addEventListener("pointerdown", () => (byKeys = false))
document.addEventListener("keydown", (event) => {
    byKeys = true
    if (event.key === "Enter" && resting && event.target.matches?.("select[data-sends]")) {
        event.preventDefault()
        clearTimeout(resting)
        event.target.form?.requestSubmit()
    }
})
document.addEventListener("change", (event) => {
    if (!event.target.closest?.("[data-sends]:not(file-drop)")) return
    clearTimeout(resting)
    if (byKeys && event.target.matches("select")) resting = setTimeout(() => event.target.form?.requestSubmit(), 1200)
    else event.target.form?.requestSubmit()
})

// A form is sent once: its button says so while it travels.
document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.hasAttribute("hx-post")) return
    const button = event.submitter
    if (button?.matches(".button") && !event.target.target)
        requestAnimationFrame(() => {
            button.setAttribute("aria-busy", "true")
            setTimeout(() => button.removeAttribute("aria-busy"), 8000)
        })
})
