// ask.h - a person at the terminal, if there is one.
#pragma once

// Asks a person to do something, and waits for the Enter key. Where standard input is
// no terminal there is nobody: returns at once, and says nothing.
void hs_tool_ask(const char *what);
