"""Whether a measure helped: before and after, judged with the uncertainty that is really there.

Tables and numbers come in, frozen dataclasses with every intermediate number go out; nothing here
opens a store.
"""
