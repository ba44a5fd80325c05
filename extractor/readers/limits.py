"""What a zip may hold before it is taken for a bomb, be it an Office package or an archive of manuals."""

# Ratio of unpacked to packed size of the whole package. Measured: 2–7 in six real manuals, 16 in a table of 3,000
# different rows, 70 in 3,000 times the same row, 206 in a million of them; deflate itself ends at 1,032.
MAX_RATIO = 300
RATIO_FREE_BYTES = 20_000_000  # below this no ratio matters: so much unpacks in 0.025 s
MAX_MEMBERS = 20_000  # listing so many takes 0.07 s; the fullest of six real manuals had 15
