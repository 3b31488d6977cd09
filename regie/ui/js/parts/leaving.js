// A text that is sent again and again, as minutes are. data-submits on a textarea: Ctrl or ⌘ with Enter sends it; it empties as
// it leaves, so that what is typed meanwhile is the next one; what did not arrive comes back before what was typed since.
const sent = new WeakMap()
let typing = null

document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    if (!event.target.matches?.("textarea[data-submits]")) return
    event.preventDefault()
    event.target.form?.requestSubmit()
})

document.addEventListener("htmx:beforeRequest", (event) => {
    const field = event.target.matches?.("form") && event.target.querySelector("textarea[data-submits]")
    if (!field?.value) return
    sent.set(event.detail.xhr, { id: field.id, text: field.value })
    field.value = ""
    field.focus()
})

document.addEventListener("htmx:afterRequest", (event) => {
    const left = sent.get(event.detail.xhr)
    if (!left || event.detail.successful) return
    const field = document.getElementById(left.id)
    if (field) field.value = field.value ? `${left.text}\n${field.value}` : left.text
})

// Where a browser cannot move an element with its focus, the swap of what stands around takes it away.
document.addEventListener("htmx:beforeSwap", () => {
    typing = document.activeElement?.matches?.("textarea[data-submits]") ? document.activeElement.id : null
})
document.addEventListener("htmx:afterSwap", () => {
    const field = typing && document.getElementById(typing)
    if (field && field !== document.activeElement) field.focus()
})
