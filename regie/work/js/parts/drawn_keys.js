// The modeler by keys alone. J and K go from one element to the next, A appends, N makes a new one, C connects, B puts an event on the
// edge of a step; bpmn-js itself knows E (name), R (change), Delete, arrows (move), Ctrl F (find), Ctrl Z. What has no name is said with
// what it leads to.
import { is } from "bpmn-js/lib/util/ModelUtil"
import { say } from "../../../ui/js/parts/words.js"

const MADE = [
    ["bpmn:UserTask", "Task", "bpmn-icon-task"],
    ["bpmn:ExclusiveGateway", "Exclusive gateway", "bpmn-icon-gateway-xor"],
    ["bpmn:ParallelGateway", "Parallel gateway", "bpmn-icon-gateway-parallel"],
    ["bpmn:InclusiveGateway", "Inclusive gateway", "bpmn-icon-gateway-or"],
    [
        "bpmn:IntermediateCatchEvent",
        "Timer intermediate catch event",
        "bpmn-icon-intermediate-event-catch-timer",
        "bpmn:TimerEventDefinition",
    ],
    [
        "bpmn:IntermediateCatchEvent",
        "Message intermediate catch event",
        "bpmn-icon-intermediate-event-catch-message",
        "bpmn:MessageEventDefinition",
    ],
    ["bpmn:SubProcess", "Sub-process (expanded)", "bpmn-icon-subprocess-expanded"],
    ["bpmn:StartEvent", "Start event", "bpmn-icon-start-event-none"],
    ["bpmn:EndEvent", "End event", "bpmn-icon-end-event-none"],
]
// On the edge of a step: what ends it, and what comes beside it while it goes on.
const EDGES = [
    ["Timer boundary event", "timer", "Timer", true],
    ["Timer boundary event (non-interrupting)", "non-interrupting-timer", "Timer", false],
    ["Message boundary event", "message", "Message", true],
    ["Message boundary event (non-interrupting)", "non-interrupting-message", "Message", false],
    ["Conditional boundary event", "condition", "Conditional", true],
    ["Error boundary event", "error", "Error", true],
]
const FIRST = 2000 // before bpmn-js, which would take C for a tool of the mouse

class HouseKeys {
    constructor(eventBus, keyboard, services, translate) {
        this.of = services
        this.translate = translate
        const keys = {
            j: () => this.go(1),
            k: () => this.go(-1),
            a: () => this.append(),
            n: () => this.create(),
            c: () => this.connect(),
            b: () => this.border(),
        }
        keyboard.addListener(FIRST, ({ keyEvent: event }) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return
            return keys[event.key.toLowerCase()]?.()
        })
        eventBus.on("palette.create", () => queueMicrotask(() => this.reach()))
        eventBus.on("import.done", () => setTimeout(() => this.reach()))
        for (const [name, provide] of [
            ["house-make", () => this.entries],
            ["house-connect", () => this.entries],
        ])
            services.get("popupMenu").registerProvider(name, { getPopupMenuEntries: provide })
    }
    get selected() {
        const [only, ...more] = this.of.get("selection").get()
        return more.length ? undefined : only
    }
    // In the order one reads; each arrow behind the element it comes from.
    get order() {
        const all = this.of.get("elementRegistry").filter((element) => element.parent && !element.labelTarget)
        const nodes = all.filter((element) => !element.waypoints && !["bpmn:Participant", "bpmn:Lane"].includes(element.type))
        nodes.sort((one, other) => one.y + one.height / 2 - other.y - other.height / 2 || one.x - other.x)
        return nodes.flatMap((node) => [node, ...node.outgoing])
    }
    name(element) {
        const kind = this.translate(
            element.type.replace("bpmn:", "").replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`),
        )
        const named = element.businessObject?.name
        if (element.waypoints)
            return this.translate("Arrow from “{a}” to “{b}”", { a: this.name(element.source), b: this.name(element.target) })
        return named || kind
    }
    go(step) {
        const { order } = this
        if (!order.length) return true
        const place = order.indexOf(this.selected)
        this.choose(order[place < 0 ? (step > 0 ? 0 : order.length - 1) : (place + step + order.length) % order.length])
        return true
    }
    choose(element) {
        this.of.get("selection").select(element)
        this.of.get("canvas").scrollToElement(element, 60)
        say(this.name(element))
    }
    open(entries, title, element) {
        this.entries = Object.fromEntries(
            entries.map(([label, className, action], place) => [`house-${place}`, { label, className, action }]),
        )
        const canvas = this.of.get("canvas")
        const frame = canvas.getContainer().getBoundingClientRect()
        const box = element?.waypoints || !element ? { x: frame.width / 3, y: 80, width: 0 } : canvas.getAbsoluteBBox(element)
        const at = { x: frame.left + box.x + box.width + 8, y: frame.top + box.y }
        this.of
            .get("popupMenu")
            .open(element ?? canvas.getRootElement(), title[0], at, { title: title[1], width: 300, search: true })
        return true
    }
    made(build, place) {
        return MADE.filter(place).map(([type, label, icon, definition]) => [
            this.translate(label),
            icon,
            () => {
                const more = type === "bpmn:SubProcess" ? { isExpanded: true } : {}
                const shape = this.of
                    .get("elementFactory")
                    .createShape({ type, ...more, ...(definition && { eventDefinitionType: definition }) })
                const there = build(shape)
                if (there) this.choose(there)
                this.of.get("canvas").focus()
                if (there && type === "bpmn:UserTask") this.of.get("directEditing").activate(there)
            },
        ])
    }
    append() {
        const source = this.selected
        if (!source || source.waypoints || !this.of.get("rules").allowed("shape.append", { element: source })) {
            say(this.translate("Choose an element first, with J and K."))
            return true
        }
        const entries = this.made(
            (shape) => this.behind(source, shape),
            ([type]) => type !== "bpmn:StartEvent",
        )
        return this.open(entries, ["house-make", this.translate("Append element")], source)
    }
    border() {
        const host = this.selected
        if (!host || host.waypoints || !is(host, "bpmn:Activity")) {
            say(this.translate("Choose a step first, with J and K."))
            return true
        }
        const entries = EDGES.map(([label, icon, definition, ends]) => [
            this.translate(label),
            `bpmn-icon-intermediate-event-catch-${icon}`,
            () => {
                const shape = this.of.get("elementFactory").createShape({
                    type: "bpmn:BoundaryEvent",
                    eventDefinitionType: `bpmn:${definition}EventDefinition`,
                    cancelActivity: ends,
                })
                const there = this.of.get("modeling").createShape(shape, this.edge(host, shape), host, { attach: true })
                this.choose(there)
                this.of.get("canvas").focus()
                this.of.get("directEditing").activate(there) // “3 days” is name and time at once
            },
        ])
        return this.open(entries, ["house-make", this.translate("Put an event on its edge")], host)
    }
    // Along the foot of the step from the right, where arrows that go down leave room; then up its right side.
    edge(host, shape) {
        const room = shape.width + 6
        const places = []
        for (let x = host.x + host.width - room / 2; x > host.x; x -= room) places.push({ x, y: host.y + host.height })
        for (let y = host.y + host.height - room; y > host.y; y -= room) places.push({ x: host.x + host.width, y })
        const isFree = (at) =>
            host.attachers.every(
                (other) => Math.hypot(other.x + other.width / 2 - at.x, other.y + other.height / 2 - at.y) >= shape.width,
            )
        return places.find(isFree) ?? places[0]
    }
    create() {
        return this.open(
            this.made(
                (shape) => this.put(shape),
                () => true,
            ),
            ["house-make", this.translate("Create element")],
            this.selected,
        )
    }
    // Our diagrams go down the page: under what it follows, or beside it where that is taken.
    behind(source, shape) {
        const others = this.order.filter((element) => !element.waypoints && !element.children.length)
        const taken = (at) =>
            others.some(
                (other) =>
                    Math.abs(other.x + other.width / 2 - at.x) < (other.width + shape.width) / 2 + 20 &&
                    Math.abs(other.y + other.height / 2 - at.y) < (other.height + shape.height) / 2 + 20,
            )
        const at = { x: source.x + source.width / 2, y: source.y + source.height + 50 + shape.height / 2 }
        for (let place = 0; place < 30 && taken(at); place++) at.x += source.width / 2 + shape.width / 2 + 30
        return this.of.get("modeling").appendShape(source, shape, at, source.parent)
    }
    // Below all that is there, where nothing is covered.
    put(shape) {
        const registry = this.of.get("elementRegistry")
        const canvas = this.of.get("canvas")
        const beside = this.order.findLast((element) => !element.waypoints)
        const root = canvas.getRootElement()
        const parent = beside?.parent ?? registry.find((element) => element.type === "bpmn:Participant") ?? root
        const at = beside
            ? { x: beside.x + beside.width / 2, y: beside.y + beside.height + 60 + shape.height / 2 }
            : { x: 200, y: 160 }
        return this.of.get("modeling").createShape(shape, at, parent)
    }
    connect() {
        const source = this.selected
        if (!source || source.waypoints) {
            say(this.translate("Choose an element first, with J and K."))
            return true
        }
        const rules = this.of.get("rules")
        const targets = this.order.filter(
            (target) => target !== source && !target.waypoints && rules.allowed("connection.create", { source, target }),
        )
        const entries = targets.map((target) => [
            this.name(target),
            "bpmn-icon-connection",
            () => {
                const arrow = this.of.get("modeling").connect(source, target)
                if (arrow) this.choose(arrow)
                this.of.get("canvas").focus()
            },
        ])
        return this.open(entries, ["house-connect", this.translate("Connect to other element")], source)
    }
    // The entries of the palette that make something are buttons for keys too.
    reach() {
        const palette = this.of.get("canvas").getContainer().querySelector(".djs-palette")
        for (const entry of palette?.querySelectorAll('.entry[data-action^="create."]:not([tabindex])') ?? []) {
            const kind = MADE.find(
                ([type]) =>
                    entry.dataset.action ===
                    `create.${type
                        .replace("bpmn:", "")
                        .replace(/(?!^)[A-Z]/g, (big) => `-${big}`)
                        .toLowerCase()}`,
            )
            const types = {
                "create.task": "bpmn:UserTask",
                "create.exclusive-gateway": "bpmn:ExclusiveGateway",
                "create.subprocess-expanded": "bpmn:SubProcess",
            }
            const type = kind?.[0] ?? types[entry.dataset.action]
            if (!type) continue
            entry.tabIndex = 0
            entry.addEventListener("keydown", (event) => {
                if (event.key !== "Enter" && event.key !== " ") return
                event.preventDefault()
                this.made(
                    (shape) => this.put(shape),
                    ([other, , , definition]) => other === type && !definition,
                )[0][2]()
            })
        }
    }
}
HouseKeys.$inject = ["eventBus", "keyboard", "injector", "translate"]

export const keys = { __init__: ["houseKeys"], houseKeys: ["type", HouseKeys] }
