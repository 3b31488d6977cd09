// Keys: j and k move in the list, Enter opens, x picks, c creates, g and a letter goes, ? shows them all, Esc leaves.
import { openDialog } from "./floating.js"
import { isTyping } from "./words.js"

let waiting = ""
let timer
let sheet

const rows = () => [...document.querySelectorAll("main [data-row]")].filter((row) => row.offsetParent !== null)
const current = () => document.querySelector("main [data-row][aria-current]")

function move(step) {
    const all = rows()
    if (!all.length) return false
    const at = all.indexOf(current())
    const to = all[Math.min(Math.max(at + step, 0), all.length - 1)]
    for (const row of all) row.removeAttribute("aria-current")
    to.setAttribute("aria-current", "true")
    const link = to.querySelector("a[href]")
    if (link) link.focus()
    to.scrollIntoView({ block: "nearest" })
    return true
}

export function openShortcuts() {
    sheet ??= document.getElementById("shortcuts-template")?.content.firstElementChild.cloneNode(true)
    if (sheet) openDialog(sheet)
}

function create() {
    const menu = document.querySelector('[popovertarget="new-menu"]')
    if (menu?.offsetParent) {
        menu.click()
        return true
    }
    return false
}

/** From a thing's page back to the list above it; never out of a form, a menu or a thing in the hand. */
function leave(target) {
    if (target.closest?.("form, [popover], [role=dialog]")) return false
    if (document.querySelector(":popover-open, main [data-lifted]")) return false
    const above = [...document.querySelectorAll(".topbar__trail a[href]")].at(-1)
    above?.click()
    return above
}

document.addEventListener("click", (event) => {
    if (!event.target.closest('[data-opens="shortcuts"]') || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    openShortcuts()
})

document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (document.querySelector("dialog[open]") || event.target.closest?.("[popover]")) return
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
    const pairs = JSON.parse(document.body.dataset.keys || "{}")
    clearTimeout(timer)
    if (waiting) {
        const address = pairs[`${waiting} ${key}`]
        waiting = ""
        if (address) {
            event.preventDefault()
            location.assign(address)
            return
        }
    }
    const firsts = new Set(Object.keys(pairs).map((pair) => pair[0]))
    const own = !firsts.has(key) && document.querySelector(`main :is(a, button)[data-key="${CSS.escape(key)}" i]`)
    const done = {
        J: () => move(1),
        K: () => move(-1),
        X: () => {
            const box = current()?.querySelector('[type="checkbox"]')
            box?.click()
            return box
        },
        Escape: () => leave(event.target),
        "?": () => {
            openShortcuts()
            return true
        },
    }[key]
    if (own) {
        event.preventDefault()
        own.click()
        return
    }
    if (done?.()) {
        event.preventDefault()
        return
    }
    if (key === "C" && !firsts.has("C")) {
        if (create()) event.preventDefault()
        return
    }
    if (firsts.has(key)) {
        waiting = key
        // C alone opens the menu; C and a letter goes straight there.
        timer = setTimeout(() => {
            if (waiting === "C") create()
            waiting = ""
        }, 700)
    }
})
