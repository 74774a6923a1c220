"""Where the program starts. Worker processes import this module too, so it imports nothing by itself."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    import sys  # noqa: PLC0415 - workers need none of this

    from audioed.cli.boundary import run  # noqa: PLC0415 - workers need none of this

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
