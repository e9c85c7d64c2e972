"""The learned tagger: a small encoder in ONNX, and the rules that turn its tags into attributions.

``windows`` cuts a document into what the network sees, ``network`` runs it, ``tags`` finds the best tags, ``linking``
joins spans into attributions, ``chances`` says how sure each is, and ``tagger`` puts them behind the port.
The package ``training`` beside ``src`` makes the weights and imports these modules, so that both see the same words.
"""
