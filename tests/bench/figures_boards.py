# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a large board costs."""

from stage import at_most, below, median, quantile


def board(stage):
    count = 100 if stage.quick else 500
    library = stage.scratch()
    found = stage.window("board", library, count, stage.ensure_pictures())
    opened = [stage.window("open", library, count) for _ in range(2 if stage.quick else 5)]
    stage.remove(library)
    return [
        at_most(f"pan over a board of {count}: frame work p95, over drawing the same textures", quantile(found["pan-work"], 0.95),
                "ms", quantile(found["bare-pan-work"], 0.95), 1.3),
        at_most(f"zoom on a board of {count}: frame work p95, over drawing the same textures", quantile(found["zoom-work"], 0.95),
                "ms", quantile(found["bare-zoom-work"], 0.95), 1.3),
        below(f"a board of {count} opened in a new process → first frame", median([each["opened"] for each in opened]), "ms", 150),
        below(f"a board of {count} opened in a new process → all that can be seen is sharp", median([each["sharp"] for each in opened]), "ms", 600),
        below(f"Suggest on a board of {count}, p95", quantile(found["suggested"], 0.95), "ms", 50),
        below(f"a drop of {count} files: own callbacks, p99.9", quantile(found["drop-own"], 0.999), "ms", 4),
    ]


GROUPS = (board,)
