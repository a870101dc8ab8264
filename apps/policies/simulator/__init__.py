"""What a notification policy does to a message, from its wire body alone: no rows, no HTTP.

`linear` reads the JSON as a person would and says why; `compiled` answers the same by a look-up;
`coverage` and `changes` say what a policy, or an edit of it, does in every country. What PingOne's
pages leave open is decided once, in `assumptions`.
"""
