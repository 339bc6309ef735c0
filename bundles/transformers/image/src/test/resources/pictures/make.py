"""Makes the pictures of this folder and pillow.csv: what Pillow reads and resizes, as CRC-32 of the bytes.

Run in this folder with Pillow 9.4 (Debian 12's python3-pil). The tests hold our decoding and resizing to these bytes.
"""
import math, random, zlib
from PIL import Image, ImageOps

random.seed(4)
W, H = 97, 61
picture = Image.new("RGB", (W, H))
picture.putdata([
    (int(127 + 120 * math.sin(x / 7)), (x * 5 + y * 3) % 256, random.randrange(256) if x > 60 else y * 4)
    for y in range(H) for x in range(W)])
rows = []


def row(file, operation, image):
    image = image.convert("L" if image.mode in ("L", "1") else "RGB")
    rows.append(f"{file};{operation};{image.width};{image.height};{zlib.crc32(image.tobytes()):08x}")


def save(name, image, **how):
    image.save(name, **how)
    row(name, "decode", Image.open(name))


save("rgb.png", picture)
save("grey.png", picture.convert("L"))
save("palette.png", picture.quantize(60), optimize=True)
save("palette4.png", picture.quantize(13), bits=4)
save("alpha.png", picture.convert("RGBA").rotate(20))
save("one-bit.png", picture.convert("1"))
save("420.jpg", picture, quality=88, subsampling="4:2:0")
save("422.jpg", picture, quality=88, subsampling="4:2:2")
save("444.jpg", picture, quality=95, subsampling="4:4:4")
save("grey.jpg", picture.convert("L"), quality=90)
save("progressive.jpg", picture, quality=85, progressive=True)
save("cmyk.jpg", picture.convert("CMYK"), quality=92)
data = bytearray(open("cmyk.jpg", "rb").read())
data[data.index(b"Adobe") + 11] = 2  # the same samples, to be read as YCCK
open("ycck.jpg", "wb").write(data)
row("ycck.jpg", "decode", Image.open("ycck.jpg"))

filters = {"nearest": Image.NEAREST, "area": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
for name, kind in filters.items():
    for size in ((224, 224), (32, 32), (97, 20), (13, 61), (97, 61), (1, 1), (5, 150)):
        row("rgb.png", f"stretch {name} {size[1]} {size[0]}", picture.resize(size, kind))
    for box in ((0.25, 0.125, 0.75, 1.0), (0.5, 0.5, 0.53125, 0.53125)):
        part = (box[0] * W, box[1] * H, box[2] * W, box[3] * H)
        row("rgb.png", f"box {name} 40 30 {' '.join(map(str, box))}", picture.resize((30, 40), kind, box=part))
    for size in ((64, 64), (20, 90)):
        row("rgb.png", f"cover {name} {size[1]} {size[0]}", ImageOps.fit(picture, size, kind))
        row("rgb.png", f"contain {name} {size[1]} {size[0]}", ImageOps.pad(picture, size, kind))
    resized = picture.resize((int(96 * W / H), 96), kind)  # torchvision's Resize(96), CenterCrop(64)
    left, top = round((resized.width - 64) / 2.0), round((resized.height - 64) / 2.0)
    row("rgb.png", f"shorter {name} 64 64 96", resized.crop((left, top, left + 64, top + 64)))
row("rgb.png", "grey bilinear 30 50", picture.convert("L").resize((50, 30), Image.BILINEAR))
open("pillow.csv", "w").write("\n".join(rows) + "\n")
