"""Runs a program on a terminal of its own; what is typed comes in here, what it draws goes out."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
inputs = [sys.stdin.fileno(), terminal]
while terminal in inputs:
    for ready in select.select(inputs, [], [])[0]:
        try:
            content = os.read(ready, 65536)
        except OSError:  # The program has ended, and its side of the terminal is closed.
            content = b""
        if not content:
            inputs.remove(ready)
            if ready != terminal:
                os.write(terminal, b"/quit\r")
        elif ready == terminal:
            os.write(sys.stdout.fileno(), content)
        else:
            os.write(terminal, content)
os.waitpid(child, 0)
