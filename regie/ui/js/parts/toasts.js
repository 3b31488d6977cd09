// Toasts: what was just done, with the way back. The server says them in the page, or by an HX-Trigger called "toast".
import { drawing, isTyping, send, word } from "./words.js"

const LIFE = 8000
const LIFE_OF_A_WAY_BACK = 20000 // long enough to be reached by hand or by keys

function leave(node) {
    node.remove()
}

const wayBack = (node) => node.querySelector(".toast__action:not([data-closes])")

/** Ctrl Z takes back what the last toast tells, from wherever the keys are. */
function takeBack(event) {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z"
    if (!isAsked || event.defaultPrevented || isTyping(event.target)) return
    const back = [...document.querySelectorAll("#toasts .toast")].map(wayBack).findLast(Boolean)
    if (!back) return
    event.preventDefault()
    back.click()
}

function live(node) {
    if (node.dataset.lives) return
    node.dataset.lives = "yes"
    let timer
    const start = () => {
        if (!node.hasAttribute("data-stays")) timer = setTimeout(() => leave(node), wayBack(node) ? LIFE_OF_A_WAY_BACK : LIFE)
    }
    const stop = () => clearTimeout(timer)
    for (const name of ["pointerenter", "focusin"]) node.addEventListener(name, stop)
    for (const name of ["pointerleave", "focusout"]) node.addEventListener(name, start)
    node.querySelector("[data-closes]")?.addEventListener("click", () => leave(node))
    start()
}

/** Shows a toast: {text, undo (an address), state (good, watch, breach)}. */
export function toast({ text, undo = "", state = "good" }) {
    const node = document.createElement("div")
    node.className = "toast"
    if (state === "breach") node.toggleAttribute("data-stays", true)
    const words = Object.assign(document.createElement("span"), { className: "toast__text", textContent: text })
    node.append(drawing(state === "good" ? "check" : state), words)
    if (undo) {
        const back = Object.assign(document.createElement("button"), {
            className: "toast__action",
            type: "button",
            textContent: word("undo"),
        })
        back.addEventListener("click", async () => {
            back.disabled = true
            const answer = await send(undo).catch(() => null)
            if (answer?.ok) location.reload()
            else toast({ text: word(answer ? "failed" : "offline"), state: "breach" })
        })
        node.append(back)
    }
    const close = Object.assign(document.createElement("button"), { className: "toast__action", type: "button" })
    close.setAttribute("aria-label", word("close"))
    close.toggleAttribute("data-closes", true)
    close.append(drawing("close"))
    node.append(close)
    document.getElementById("toasts")?.append(node)
    live(node)
    return node
}

/** Once a page, from app.js: a room's island that brings these words in its own bundle must not listen a second time. */
export function listen() {
    document.body.addEventListener("toast", (event) => toast(event.detail))
    document.addEventListener("keydown", takeBack)
    document.querySelectorAll("[data-toast]").forEach(live)
}
