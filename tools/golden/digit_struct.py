"""Writes a digitStruct.mat as MATLAB 7.3 writes it, of a few numbers and their boxes.

    python digit_struct.py OUT NAME=DIGIT@LEFT,TOP,WIDTH,HEIGHT[;DIGIT@...] ...
"""

import sys

import h5py
import numpy as np

USER_BLOCK = 512
FIELDS = ("height", "label", "left", "top", "width")


def parse(argument):
    """NAME=5@1,2,3,4;... as a name and a list of dictionaries of numbers."""
    name, boxes = argument.split("=")
    digits = []
    for box in boxes.split(";"):
        digit, place = box.split("@")
        left, top, width, height = (float(number) for number in place.split(","))
        # The data set calls the digit zero 10.
        label = 10.0 if digit == "0" else float(digit)
        digits.append(dict(label=label, left=left, top=top, width=width, height=height))
    return name, digits


def write(path, numbers):
    with h5py.File(path, "w", userblock_size=USER_BLOCK, libver="earliest") as file:
        refs = file.create_group("#refs#")
        count = 0

        def target(value):
            nonlocal count
            count += 1
            return refs.create_dataset("r%d" % count, data=value)

        names, boxes = [], []
        for name, digits in numbers:
            names.append(target(np.array([[ord(c)] for c in name], np.uint16)).ref)
            count += 1
            group = refs.create_group("r%d" % count)
            boxes.append(group.ref)
            for field in FIELDS:
                values = [np.array([[digit[field]]]) for digit in digits]
                if len(values) == 1:
                    group.create_dataset(field, data=values[0])
                else:
                    cells = np.array([[target(value).ref] for value in values], h5py.ref_dtype)
                    group.create_dataset(field, data=cells, dtype=h5py.ref_dtype)
        struct = file.create_group("digitStruct")
        for field, cells in (("bbox", boxes), ("name", names)):
            struct.create_dataset(
                field, data=np.array([[cell] for cell in cells], h5py.ref_dtype), dtype=h5py.ref_dtype
            )
    with open(path, "r+b") as file:
        file.write(b"MATLAB 7.3 MAT-file".ljust(USER_BLOCK - 388, b" "))


if __name__ == "__main__":
    write(sys.argv[1], [parse(argument) for argument in sys.argv[2:]])
