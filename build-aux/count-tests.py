#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the test cases of a meson test log and closes with "N passed, N failed"."""

import json
import re
import sys

CASE = re.compile(r"^(not )?ok\b[^#\n]*(#\s*(skip|todo)\b)?", re.IGNORECASE | re.MULTILINE)


def main(path):
    passed = failed = skipped = 0
    with open(path, encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            cases = list(CASE.finditer(test.get("stdout") or ""))
            bad = sum(1 for case in cases if case.group(1) and not case.group(2))
            skip = sum(1 for case in cases if case.group(2))
            passed += len(cases) - bad - skip
            skipped += skip
            failed += bad
            # A program that died or ran out of time may not have said which case it was in.
            if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and bad == 0:
                failed += 1
                print(f"{test['name']}: {test['result']}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1]))
