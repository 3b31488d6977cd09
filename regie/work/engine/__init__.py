"""The workflow engine: BPMN 2.0 read, shown as steps, checked, laid out, made runnable and run. Pure Python, no database.

`reading` gives a `Drawing` (the XML as it came, nothing lost) and its `Model` (what people see); `writing` changes the drawing;
`outline` turns rows into a drawing and back; `layout` places shapes; `lint` explains faults; `executable` makes of any drawing
something that SpiffWorkflow runs; `running` is the only door to SpiffWorkflow.
"""
