// htmx requests: the CSRF token in a header; what fails becomes a sentence, and what was typed stays.
import { csrf, word } from "./words.js"
import { toast } from "./toasts.js"

document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf()
})

document.addEventListener("htmx:beforeSwap", (event) => {
    // A session that ended answers with the sign-in page: never put it inside another.
    const { xhr } = event.detail
    if (xhr.responseURL && new URL(xhr.responseURL).pathname.includes("/login")) {
        event.detail.shouldSwap = false
        toast({ text: word("signedOut"), state: "watch" })
    }
})

document.addEventListener("htmx:responseError", (event) => {
    const { status, responseText } = event.detail.xhr
    const isSentence = responseText && responseText.length < 300 && !responseText.includes("<")
    const known = { 403: "denied", 404: "gone", 410: "gone", 429: "tooMany" }[status] ?? "failed"
    const trigger = event.detail.xhr.getResponseHeader("HX-Trigger") ?? ""
    if (!trigger.includes("toast")) toast({ text: isSentence ? responseText.trim() : word(known), state: "breach" })
})

for (const name of ["htmx:sendError", "htmx:timeout"])
    document.addEventListener(name, () => toast({ text: word("offline"), state: "breach" }))

// What came is where the reader is: a part that asks for it takes the focus. Where the button pressed is gone with the swap, the
// part that took its place has it, so that the next Tab goes on from there and not from the head of the page.
// What was refused leads to its first wrong field; what was pressed, or the fold that it stood in, is looked for by its id.
let left = null
let pressed = []
let refused = false
document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail
    left = target?.id && target.contains(document.activeElement) ? target.id : null
    refused = xhr.status === 422
    const fold = document.activeElement?.closest("details")
    pressed = left ? [document.activeElement.id, fold?.querySelector("summary")?.id].filter(Boolean) : []
})
document.addEventListener("htmx:afterSettle", (event) => {
    event.target.querySelector?.("[data-focus]")?.focus()
    const part = left && document.activeElement === document.body && document.getElementById(left)
    left = null
    if (!part) return
    const wrong = refused && part.querySelector("[aria-invalid='true']")
    const again = wrong || pressed.map((id) => document.getElementById(id)).find((each) => each?.checkVisibility())
    if (again && part.contains(again)) {
        again.focus()
        return
    }
    if (!part.hasAttribute("tabindex")) part.tabIndex = -1
    part.focus({ preventScroll: true })
})

// A part that asks again every few seconds waits while something is sent, and what it had asked before is overtaken. An answer for
// a part that is gone goes nowhere: it would take with it what is being written in the part that came instead.
const asking = new Set()
const overtaken = new WeakSet()
let sending = 0
document.addEventListener("htmx:beforeRequest", (event) => {
    if (sending && event.target.matches("[hx-trigger*='every ']")) event.preventDefault()
})
document.addEventListener("htmx:beforeSend", (event) => {
    const { xhr, requestConfig, target } = event.detail
    if (event.target.matches("[hx-trigger*='every ']")) {
        asking.add(xhr)
        xhr.addEventListener("loadend", () => asking.delete(xhr))
    } else if (requestConfig.verb !== "get") {
        for (const each of asking) overtaken.add(each)
        sending += 1
        xhr.addEventListener("loadend", () => {
            sending -= 1
        })
    }
    target.addEventListener("htmx:beforeSwap", dropTheLate) // on the part itself: what is gone tells the document nothing
})

function dropTheLate({ detail }) {
    if (overtaken.has(detail.xhr) || !detail.target.isConnected) detail.shouldSwap = false
}
