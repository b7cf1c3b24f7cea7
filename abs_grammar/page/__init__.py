"""The page: numbered lines come in; phrases, rows and columns leave, read by their form and their place alone.

It knows no trustee and no grammar. Uses `model` and `errors`.
"""
