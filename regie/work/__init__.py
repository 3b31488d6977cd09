"""The work room: how work goes through the department, who does it, who approves it, and where it is stuck.

Nouns: workflow and its versions (BPMN 2.0), run, task, duty (RACI), approval with its stages and verdicts, request, promise.
What is published, spent or sent is not work's: those rooms ask an approval here (`work.subjects`) and hold their own gates.
"""
