"""Where the program starts. Worker processes import this module too, so it imports nothing by itself."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    import gc  # noqa: PLC0415 - workers need none of this
    import sys  # noqa: PLC0415 - as above

    from audioed.cli.boundary import run  # noqa: PLC0415 - as above

    code = run(sys.argv[1:])
    # Else Python looks for cycles in all that was ever imported before it ends: as long as a paragraph takes to speak.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
