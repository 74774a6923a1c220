"""The proof that a finished file says the whole article, and the record that makes it possible."""

from audioed.verifying.packing import pack_record, unpack_record
from audioed.verifying.record import JingleFact, Record, SegmentFact, Source, VoiceFact, make_record

__all__ = [
    "JingleFact",
    "Record",
    "SegmentFact",
    "Source",
    "VoiceFact",
    "make_record",
    "pack_record",
    "unpack_record",
]
