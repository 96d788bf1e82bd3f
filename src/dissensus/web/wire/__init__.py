"""Which JSON goes over the wire? One module per subject; nothing here decides anything.

Offsets on the wire count UTF-16 units, as browsers do; entity variables hold identities of entities,
everything else is as the model has it. Unknown fields are refused.
"""
