# The command surface. Every recipe is one call of cargo, so all of it works without just.

# regenerate the data set and the charts
report:
    cargo xtask report

# run all tests
test:
    cargo xtask test

# formatting, lints, lexicon
check:
    cargo xtask check

# score against data/gold; fails when a score is not the blessed one
evaluate *ARGS:
    cargo xtask evaluate {{ARGS}}

# accept the current scores and regenerate
bless:
    cargo xtask bless

# what changed in the tables
diff:
    cargo xtask diff

# speed of reading and of the language layer
bench *ARGS:
    cargo xtask bench {{ARGS}}
