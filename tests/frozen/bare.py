"""What any PySide6 program pays for its first window: the measure for ours. Built and started by ``test_start.py``."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("A bare window"))
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
