// <pass-key mode="sign-in | assert | create">: a form whose `credential` the device fills in.
// Sign-in asks its options from the server at the click; the others carry them in `data-options`.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0))
const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "")
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }))

function plain(credential) {
    const { response } = credential
    const said = { clientDataJSON: text(response.clientDataJSON) }
    if (response.attestationObject) {
        said.attestationObject = text(response.attestationObject)
        said.transports = response.getTransports?.() ?? []
    } else {
        said.authenticatorData = text(response.authenticatorData)
        said.signature = text(response.signature)
        said.userHandle = response.userHandle ? text(response.userHandle) : null
    }
    return {
        id: credential.id,
        rawId: text(credential.rawId),
        type: credential.type,
        authenticatorAttachment: credential.authenticatorAttachment ?? null,
        clientExtensionResults: credential.getClientExtensionResults(),
        response: said,
    }
}

// A passkey that the device finds by itself and gives only to its owner: it opens the door alone.
async function create(options) {
    const asked = options.publicKey ?? options
    const alone = { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    const selection = { ...asked.authenticatorSelection, ...alone }
    return navigator.credentials.create({
        publicKey: {
            ...asked,
            challenge: bytes(asked.challenge),
            user: { ...asked.user, id: bytes(asked.user.id) },
            excludeCredentials: named(asked.excludeCredentials),
            authenticatorSelection: selection,
        },
    })
}

async function assert(options) {
    const asked = options.publicKey ?? options
    return navigator.credentials.get({
        publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) },
    })
}

customElements.define(
    "pass-key",
    class extends HTMLElement {
        connectedCallback() {
            if (!window.PublicKeyCredential) return
            this.hidden = false
            this.form = this.querySelector("form")
            this.form.addEventListener("submit", (event) => {
                if (this.read) return
                event.preventDefault()
                this.ask()
            })
        }

        async ask() {
            const fault = this.querySelector("[data-fault]")
            fault.hidden = true
            try {
                const credential = await this.credential()
                this.form.elements.credential.value = JSON.stringify(plain(credential))
                this.read = true
                this.form.requestSubmit()
            } catch {
                fault.hidden = false
            }
        }

        async credential() {
            const mode = this.getAttribute("mode")
            if (mode === "sign-in") {
                const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" }
                const answer = await fetch(this.getAttribute("options"), { headers })
                return assert((await answer.json()).request_options)
            }
            const options = JSON.parse(this.form.dataset.options)
            if (mode === "assert") return assert(options.request_options)
            return create(options.creation_options)
        }
    },
)
