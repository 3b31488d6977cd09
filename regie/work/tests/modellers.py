"""Files as other modellers write them: their prefixes, alphabets, extensions and habits. All of our own making.

`FILES[name]` gives bytes; what a name ends with says what is odd about it.
"""

from __future__ import annotations

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES = (
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def written(inside: str, prefix: str = "bpmn", more: str = "", alphabet: str = "UTF-8", about: str = "") -> bytes:
    """`inside` says `~task` for a BPMN element, which gets the prefix of the file (or none)."""
    name = f"{prefix}:" if prefix else ""
    space = f'xmlns:{prefix}="{MODEL}"' if prefix else f'xmlns="{MODEL}"'
    text = f'<?xml version="1.0" encoding="{alphabet}"?>\n<~definitions {space} {SPACES} {more} id="defs" targetNamespace="urn:here" {about}>{inside}\n</~definitions>\n'
    return text.replace("<~", f"<{name}").replace("</~", f"</{name}").replace('"~', f'"{name}').encode(alphabet)


def ways(*pairs: str, start: int = 1) -> str:
    """`ways("a>b", "b>c:yes")`."""
    found = []
    for number, pair in enumerate(pairs, start):
        ends, _, said = pair.partition(":")
        source, target = ends.split(">")
        found.append(
            f'<~sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"{f" name='{said}'" if said else ""}/>'
        )
    return "\n".join(found)


def shapes(name: str, plane: str, *ids: str, edges: tuple[str, ...] = ()) -> str:
    """One diagram; every element in a row, every way a line."""
    found = [
        f'<bpmndi:BPMNShape id="{name}_{id}" bpmnElement="{id}"><dc:Bounds x="{100 + 150 * at}" y="100" width="100" height="80"/></bpmndi:BPMNShape>'
        for at, id in enumerate(ids)
    ]
    found += [
        f'<bpmndi:BPMNEdge id="{name}_{id}" bpmnElement="{id}"><di:waypoint x="100" y="140"/><di:waypoint x="250" y="140"/></bpmndi:BPMNEdge>'
        for id in edges
    ]
    return f'<bpmndi:BPMNDiagram id="{name}" name="{name}"><bpmndi:BPMNPlane id="{name}_plane" bpmnElement="{plane}">{"".join(found)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'


FILES: dict[str, bytes] = {
    # Plain tasks, not executable, drawn for people; the default name space and no declaration of who made it.
    "a1-default-namespace": written(
        '<~process id="p" isExecutable="false"><~startEvent id="s"/><~task id="t1" name="Task 1"/><~task id="t2" name="Task 2"/><~endEvent id="e"/>'
        + ways("s>t1", "t1>t2", "t2>e") + "</~process>" + shapes("d", "p", "s", "t1", "t2", "e", edges=("f1", "f2", "f3")),
        prefix="", about='exporter="Some Modeler" exporterVersion="9"',
    ),
    # Gateways of each kind; a condition in somebody's own language.
    "a2-gateways": written(
        '<~process id="p"><~startEvent id="s"/><~task id="t1" name="Look"/><~exclusiveGateway id="g1" name="Which?" default="f4"/><~task id="t2" name="Short"/><~task id="t3" name="Long"/>'
        '<~exclusiveGateway id="g2"/><~parallelGateway id="g3"/><~task id="t4" name="One"/><~task id="t5" name="Other"/><~parallelGateway id="g4"/><~endEvent id="e"/>'
        + ways("s>t1", "t1>g1", "t2>g2", "g1>t3:long", "t3>g2", "g2>g3", "g3>t4", "g3>t5", "t4>g4", "t5>g4", "g4>e")
        + '<~sequenceFlow id="f0" name="short" sourceRef="g1" targetRef="t2"><~conditionExpression xsi:type="~tFormalExpression" language="http://www.java.com/java">${size &lt; 3 &amp;&amp; ok}</~conditionExpression></~sequenceFlow></~process>',
        prefix="semantic",
    ),
    # Sub-processes: one open, one closed with a plane of its own, one empty, one called.
    "a3-subprocesses": written(
        '<~process id="p"><~startEvent id="s"/><~subProcess id="open" name="Open"><~startEvent id="s1"/><~task id="in1" name="Inside"/><~endEvent id="e1"/>' + ways("s1>in1", "in1>e1")
        + '</~subProcess><~subProcess id="shut" name="Shut"><~task id="in2" name="Within"/></~subProcess><~subProcess id="bare" name="Bare"/><~callActivity id="call" name="Elsewhere" calledElement="other"/><~endEvent id="e"/>'
        + ways("s>open", "open>shut", "shut>bare", "bare>call", "call>e", start=10) + "</~process>"
        + shapes("d1", "p", "s", "open", "shut", "bare", "call", "e") + shapes("d2", "shut", "in2"),
    ),
    # Pools, lanes in lanes, messages between; a pool without a process.
    "a4-pools": written(
        '<~collaboration id="c"><~participant id="us" name="Marketing" processRef="p"/><~participant id="them" name="Agency" processRef="q"/><~participant id="press" name="Press"/>'
        '<~messageFlow id="m1" name="Brief" sourceRef="send" targetRef="get"/><~messageFlow id="m2" name="Release" sourceRef="tell" targetRef="press"/></~collaboration>'
        '<~process id="p"><~laneSet id="ls"><~lane id="l1" name="Content"><~flowNodeRef>s</~flowNodeRef><~flowNodeRef>write</~flowNodeRef><~childLaneSet id="cl"><~lane id="l11" name="Editor"><~flowNodeRef>write</~flowNodeRef></~lane></~childLaneSet></~lane>'
        '<~lane id="l2" name="Press office"><~flowNodeRef>send</~flowNodeRef><~flowNodeRef>tell</~flowNodeRef><~flowNodeRef>e</~flowNodeRef></~lane></~laneSet>'
        '<~startEvent id="s"/><~userTask id="write" name="Write"/><~sendTask id="send" name="Send the brief"/><~task id="tell" name="Tell the press"/><~endEvent id="e"/>'
        + ways("s>write", "write>send", "send>tell", "tell>e") + '</~process><~process id="q"><~startEvent id="get"><~messageEventDefinition id="md"/></~startEvent><~task id="make" name="Make"/><~endEvent id="qe"/>'
        + ways("get>make", "make>qe", start=20) + "</~process>",
        prefix="bpmn2",
    ),
    # Whatever may interrupt: time, error, message, escalation; compensation; what begins by an event.
    "b1-events": written(
        '<~message id="msg" name="Answer"/><~error id="err" name="Broken" errorCode="42"/><~escalation id="esc" name="Louder" escalationCode="e1"/><~signal id="sig" name="Go"/>'
        '<~process id="p"><~startEvent id="s"><~timerEventDefinition id="td"><~timeCycle>R/P1M</~timeCycle></~timerEventDefinition></~startEvent><~task id="t1" name="Work"/>'
        '<~boundaryEvent id="late" attachedToRef="t1" cancelActivity="false"><~timerEventDefinition id="t"><~timeDuration>P3D</~timeDuration></~timerEventDefinition></~boundaryEvent>'
        '<~boundaryEvent id="said" attachedToRef="t1"><~messageEventDefinition id="m" messageRef="msg"/></~boundaryEvent>'
        '<~subProcess id="sub" name="Together"><~startEvent id="s2"/><~task id="t2" name="Try"/><~endEvent id="boom"><~errorEventDefinition id="er" errorRef="err"/></~endEvent>' + ways("s2>t2", "t2>boom")
        + '<~subProcess id="watching" name="If stopped" triggeredByEvent="true"><~startEvent id="s3" isInterrupting="false"><~signalEventDefinition id="sg" signalRef="sig"/></~startEvent><~task id="t3" name="Tell all"/><~endEvent id="e3"/>'
        + ways("s3>t3", "t3>e3", start=5) + '</~subProcess></~subProcess>'
        '<~boundaryEvent id="broken" attachedToRef="sub"><~errorEventDefinition id="er2" errorRef="err"/></~boundaryEvent><~boundaryEvent id="up" attachedToRef="sub" cancelActivity="false"><~escalationEventDefinition id="es" escalationRef="esc"/></~boundaryEvent>'
        '<~boundaryEvent id="undone" attachedToRef="t1"><~compensateEventDefinition id="co"/></~boundaryEvent><~task id="undo" name="Take back" isForCompensation="true"/><~association id="as" associationDirection="One" sourceRef="undone" targetRef="undo"/>'
        '<~task id="mend" name="Mend"/><~task id="hurry" name="Remind"/><~endEvent id="e"/><~endEvent id="end2"><~terminateEventDefinition id="te"/></~endEvent>'
        + ways("s>t1", "t1>sub", "sub>e", "late>hurry", "hurry>e", "said>end2", "broken>mend", "mend>e", "up>hurry", start=10) + "</~process>",
    ),
    # Loops, ad hoc, transactions, data in and out, annotations, groups.
    "b2-markers": written(
        '<~category id="cat"><~categoryValue id="cv" value="Before the summer"/></~category><~dataStore id="crm" name="CRM"/><~itemDefinition id="it" structureRef="xsd:string"/>'
        '<~process id="p"><~ioSpecification id="io"><~dataInput id="di" name="Order"/><~inputSet id="is"><~dataInputRefs>di</~dataInputRefs></~inputSet><~outputSet id="os"/></~ioSpecification>'
        '<~startEvent id="s"/><~task id="each" name="Call each"><~dataInputAssociation id="dia"><~sourceRef>list</~sourceRef><~targetRef>x</~targetRef></~dataInputAssociation><~multiInstanceLoopCharacteristics id="mi" isSequential="true"/></~task>'
        '<~task id="again" name="Until it fits"><~standardLoopCharacteristics id="sl" testBefore="false"/></~task>'
        '<~adHocSubProcess id="any" name="As it comes" ordering="Parallel"><~task id="h1" name="Phone"/><~task id="h2" name="Write"/><~completionCondition xsi:type="~tFormalExpression">done</~completionCondition></~adHocSubProcess>'
        '<~transaction id="tx" name="All or nothing" method="##Compensate"><~startEvent id="s4"/><~task id="pay" name="Pay"/><~endEvent id="no"><~cancelEventDefinition id="ca"/></~endEvent>' + ways("s4>pay", "pay>no")
        + '</~transaction><~boundaryEvent id="off" attachedToRef="tx"><~cancelEventDefinition id="cb"/></~boundaryEvent><~businessRuleTask id="rule" name="Choose"/><~scriptTask id="script" name="Count" scriptFormat="python"><~script>import os; os.remove("/")</~script></~scriptTask><~manualTask id="hand" name="Carry"/><~endEvent id="e"/>'
        + ways("s>each", "each>again", "again>any", "any>tx", "tx>rule", "off>rule", "rule>script", "script>hand", "hand>e", start=10)
        + '<~dataObject id="do"/><~dataObjectReference id="list" name="List of guests" dataObjectRef="do"><~dataState name="draft"/></~dataObjectReference><~dataStoreReference id="store" name="CRM" dataStoreRef="crm"/>'
        '<~textAnnotation id="note"><~text>Not before nine &amp; not after six.</~text></~textAnnotation><~association id="an" sourceRef="each" targetRef="note"/><~group id="grp" categoryValueRef="cv"/></~process>',
        more='xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
    ),
    # Who talks to whom, beside a process.
    "b3-choreography": written(
        '<~choreography id="ch"><~participant id="a" name="Buyer"/><~participant id="b" name="Seller"/><~startEvent id="cs"/><~choreographyTask id="ct" name="Order" initiatingParticipantRef="a"><~participantRef>a</~participantRef><~participantRef>b</~participantRef></~choreographyTask><~sequenceFlow id="cf" sourceRef="cs" targetRef="ct"/></~choreography>'
        '<~collaboration id="talks"><~participant id="x" name="Us"/><~participant id="y" name="Them"/><~conversation id="cv" name="Terms"><~participantRef>x</~participantRef><~participantRef>y</~participantRef></~conversation><~conversationLink id="cl" sourceRef="x" targetRef="cv"/></~collaboration>'
        '<~process id="p"><~startEvent id="s"/><~task id="t" name="Do"/><~endEvent id="e"/>' + ways("s>t", "t>e") + "</~process>",
    ),
    "c1-camunda": written(
        '<~process id="p" isExecutable="true" camunda:historyTimeToLive="P30D"><~extensionElements><zeebe:versionTag value="1.2"/></~extensionElements><~startEvent id="s" camunda:initiator="who"/>'
        '<~userTask id="t" name="Check" camunda:assignee="kim" camunda:candidateGroups="legal,lead" camunda:dueDate="P2D"><~extensionElements><camunda:formData><camunda:formField id="ok" type="boolean" label="Fine?"/></camunda:formData><camunda:taskListener event="create" class="org.example.Tell"/></~extensionElements></~userTask>'
        '<~serviceTask id="u" name="Call" camunda:type="external" camunda:topic="mail"><~extensionElements><zeebe:taskDefinition type="mail" retries="3"/><zeebe:ioMapping><zeebe:input source="= a" target="b"/></zeebe:ioMapping></~extensionElements></~serviceTask><~endEvent id="e"/>'
        + ways("s>t", "t>u", "u>e") + "</~process>",
        more='xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"',
        about='modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6"',
    ),
    "c2-signavio": written(
        '<~process id="sid-1A" isExecutable="false"><~extensionElements><signavio:signavioDiagramMetaData metaKey="revisionid" metaValue="0ff"/></~extensionElements>'
        '<~startEvent id="sid-2B"><~extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffff"/></~extensionElements></~startEvent><~task completionQuantity="1" id="sid-3C" isForCompensation="false" name="Prüfen &#10;und senden" startQuantity="1"><~extensionElements><signavio:signavioLabel><![CDATA[<b>raw</b>]]></signavio:signavioLabel></~extensionElements><~incoming>f1</~incoming><~outgoing>f2</~outgoing></~task><~endEvent id="sid-4D"/>'
        + ways("sid-2B>sid-3C", "sid-3C>sid-4D") + "</~process>",
        prefix="", more='xmlns:signavio="http://www.signavio.com"', about='exporter="Signavio" expressionLanguage="http://www.w3.org/TR/XPath"',
    ),
    "c4-trisotech-utf16": written(
        '<~process id="p"><~extensionElements><triso:resource id="r" name="Équipe"/><trisofeed:item xmlns:trisofeed="http://trisotech.com/feed"><trisofeed:nothing/></trisofeed:item></~extensionElements><~startEvent id="s"/><~task id="t" name="Écrire → relire" triso:color="7"/><~endEvent id="e"/>'
        + ways("s>t", "t>e") + "</~process>",
        prefix="semantic", more='xmlns:triso="http://www.trisotech.com/2015/triso/modeling"', alphabet="UTF-16",
    ),
    "c5-several-diagrams": written(
        '<~process id="p" name="First"><~startEvent id="s"/><~task id="t1" name="One"/><~task id="t2" name="Two"/><~endEvent id="e"/>' + ways("s>t1", "t1>t2", "t2>e")
        + '</~process><~process id="q" name="Second"><~startEvent id="qs"/><~task id="q1" name="Alone"/><~endEvent id="qe"/>' + ways("qs>q1", "q1>qe", start=20) + "</~process>"
        + shapes("d1", "p", "s", "t1", "t2", "e", edges=("f1", "f2", "f3")) + shapes("d2", "q", "qs", "q1", "qe", edges=("f20", "f21")),
    ),
    # What does not hang together: a task nobody leads to, a way to nothing, the same id twice, a link without its pair.
    "c6-loose": written(
        '<~process id="p"><~startEvent id="s"/><~task id="t" name="Do"/><~task id="alone" name="Alone"/>\n<~exclusiveGateway id="g"/><~intermediateThrowEvent id="jump" name="L"><~linkEventDefinition id="li" name="L"/></~intermediateThrowEvent>\n<~endEvent id="e"/>'
        + ways("s>t", "t>e", "lost>e", "s>g", "g>jump") + "</~process>",
    ),
}  # fmt: skip
FILES["c3-bizagi-latin"] = written(
    '<!-- Généré --><~process id="Id_11" name="Campagne d\'été" processType="None"><~documentation>&lt;p&gt;Où et quand&lt;/p&gt;</~documentation><~extensionElements><bizagi:BizagiExtensions><bizagi:BizagiProperties><bizagi:BizagiProperty name="bgColor" value="White"/></bizagi:BizagiProperties></bizagi:BizagiExtensions></~extensionElements>'
    '<~startEvent id="s"/><~task id="t" name="Préparer l\'été"/><~endEvent id="e"/>' + ways("s>t", "t>e") + "</~process>",
    prefix="", more='xmlns:bizagi="http://www.bizagi.com/bpmn20"', alphabet="ISO-8859-1",
)  # fmt: skip
