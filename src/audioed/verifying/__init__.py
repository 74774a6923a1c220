"""The proof that a finished file says the whole article, and the record that makes it possible."""

from audioed.verifying.books import prove_book
from audioed.verifying.completeness import prove_script
from audioed.verifying.findings import Check, Finding
from audioed.verifying.packing import pack_record, unpack_record
from audioed.verifying.proof import Proof, prove, prove_container, read_record, verify
from audioed.verifying.record import JingleFact, Record, SegmentFact, Source, VoiceFact, make_record

__all__ = [
    "Check",
    "Finding",
    "JingleFact",
    "Proof",
    "Record",
    "SegmentFact",
    "Source",
    "VoiceFact",
    "make_record",
    "pack_record",
    "prove",
    "prove_book",
    "prove_container",
    "prove_script",
    "read_record",
    "unpack_record",
    "verify",
]
