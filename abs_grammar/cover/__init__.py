"""The cover: the lines outside the statements come in; the fields of Form 8-K leave.

Uses `page`, `grammar`, `reading` (its tokens) and `model`.
"""
