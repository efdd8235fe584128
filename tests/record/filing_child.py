"""Files without end and prints each acknowledged id; the parent kills it. `python filing_child.py FOLDER START`"""

import sys

from ceasefire.record import Draft, Store


def main(folder, start):
    with Store.open(folder) as store:
        number = start
        while True:
            size = (1, 1, 7, 300)[number % 4]
            drafts = [Draft("note", {"number": number + i, "text": "x" * (number % 900)}) for i in range(size)]
            receipts = store.file("alpha", drafts)
            sys.stdout.write("".join(receipt.id + "\n" for receipt in receipts))
            sys.stdout.flush()
            number += size


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
