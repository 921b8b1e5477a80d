#!/usr/bin/python3
"""degrade-sheets.py OUT SEED COUNT PAGE.pgm ... - scans of printed sheets, as offices
have them: 150 to 600 dpi, up to 5 degrees askew, blurred, noisy, faint, grey or black
and white, some upside down. The pages are pictures at 600 dpi. A line a scan on stdout."""
import os
import random
import sys

import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
out, seed, count, pages = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
draw, grain = random.Random(seed), np.random.default_rng(seed)
os.makedirs(out, exist_ok=True)
for number in range(count):
    page, dpi = draw.choice(pages), draw.choice([150, 200, 300, 400, 600])
    skew, turn = draw.uniform(-5, 5), draw.choice([0, 0, 180])
    noise, black, grey = draw.choice([0, 8, 25]), draw.choice([0, 50, 90]), draw.choice([255, 225])
    soft, lineart = draw.choice([1, 1, 0.6]), draw.random() < 0.33
    picture = Image.open(page)
    size = (round(picture.width * dpi / 600), round(picture.height * dpi / 600))
    small = (round(size[0] * soft), round(size[1] * soft))  # blurs by what it drops
    picture = picture.resize(small, Image.BOX).resize(size, Image.BILINEAR)
    picture = picture.rotate(skew + turn, Image.BILINEAR, fillcolor=255)
    level = np.asarray(picture, np.float32) * ((grey - black) / 255) + black
    if noise:
        level = level + grain.standard_normal(level.shape, np.float32) * noise
    picture = Image.fromarray(np.clip(level, 0, 255).astype(np.uint8))
    name = f"{out}/{number:04d}.tif"
    if lineart:
        picture = picture.point(lambda v: 255 if v > (grey + black) / 2 else 0).convert("1")
    picture.save(name, dpi=(dpi, dpi), compression="group4" if lineart else "tiff_lzw")
    print(name, os.path.basename(page), dpi, f"{skew:+.2f}", turn, noise, black, grey, soft,
          "lineart" if lineart else "grey")
