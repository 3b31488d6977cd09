// The command palette: Ctrl or ⌘ K. A combobox over what the server finds; without script the same link is a page.
import { openDialog } from "./floating.js"
import { act, verbsHere } from "./verbs-here.js"

let dialog
let timer
let asked
let isBehind = false // what is shown answers to fewer letters than are typed
let entered // Enter came before the answer: it is meant for what will be found

const input = () => dialog.querySelector("input")
const options = () => [...dialog.querySelectorAll("[role=option]:is([data-address], [data-verb])")]
const active = () => dialog.querySelector("[data-active]")

function point(option) {
    for (const one of options()) {
        one.toggleAttribute("data-active", one === option)
        one.setAttribute("aria-selected", String(one === option))
    }
    if (option) {
        input().setAttribute("aria-activedescendant", option.id)
        option.scrollIntoView({ block: "nearest" })
    } else input().removeAttribute("aria-activedescendant")
}

function go(option, isNew) {
    if (!option) return
    if (option.dataset.verb) {
        dialog.close()
        act(Number(option.dataset.verb))
        return
    }
    const pressed = option.dataset.press && document.querySelector(option.dataset.press)
    if (pressed) {
        dialog.close()
        pressed.click()
        return
    }
    if (isNew) open(option.dataset.address, "_blank", "noopener")
    else location.assign(option.dataset.address)
    dialog.close()
}

async function ask() {
    asked?.abort()
    asked = new AbortController()
    const address = `${input().dataset.source}?q=${encodeURIComponent(input().value)}`
    try {
        const answer = await fetch(address, { signal: asked.signal, headers: { "X-Requested-With": "fetch" } })
        if (!answer.ok || answer.redirected) return
        dialog.querySelector("[data-found]").innerHTML = await answer.text()
        verbsHere(dialog.querySelector("#found"), input().value, input().dataset.here)
        point(options()[0])
        isBehind = false
        if (entered) go(active(), entered.isNew)
        entered = undefined
    } catch {
        /* a newer question was asked, or the network is away: what was found stays */
    }
}

export function openPalette(start = "") {
    if (!dialog) {
        const template = document.getElementById("palette-template")
        if (!template) return
        dialog = template.content.firstElementChild.cloneNode(true)
        document.body.append(dialog)
        dialog.addEventListener("input", () => {
            isBehind = true
            entered = undefined
            clearTimeout(timer)
            timer = setTimeout(ask, 90)
        })
        dialog.addEventListener("click", (event) =>
            go(event.target.closest("[data-address], [data-verb]"), event.ctrlKey || event.metaKey),
        )
        dialog.addEventListener("pointermove", (event) => {
            const option = event.target.closest("[data-address], [data-verb]")
            if (option && option !== active()) point(option)
        })
        dialog.addEventListener("keydown", (event) => {
            const all = options()
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
            if (step && all.length) {
                event.preventDefault()
                point(all.at((all.indexOf(active()) + step) % all.length))
            } else if (event.key === "Enter") {
                event.preventDefault()
                const isNew = event.ctrlKey || event.metaKey
                if (isBehind) entered = { isNew }
                else go(active(), isNew)
            }
        })
    }
    openDialog(dialog)
    input().value = start
    isBehind = true
    entered = undefined
    input().focus()
    ask()
}

document.addEventListener("click", (event) => {
    if (!event.target.closest('[data-opens="palette"]') || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    openPalette()
})

document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (dialog?.open) dialog.close()
    else openPalette()
})
