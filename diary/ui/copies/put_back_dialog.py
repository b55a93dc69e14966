"""Whether a copy is really to be put back; of one with another passphrase that is asked too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from diary.content.language import Language
from diary.screens.copies import PutBackState
from diary.ui.style import TOUCH
from diary.ui.widgets.labels import Text
from diary.ui.widgets.question_dialog import QuestionDialog


class PutBackDialog(QuestionDialog):
    """`passphrase` holds what was typed; it is hidden, and empty, unless the copy is locked."""

    def __init__(
        self, state: PutBackState, language: Language, *, is_locked: bool, parent: QWidget | None = None
    ) -> None:
        t = language.t
        super().__init__(state.title, state.lines, t("Put this copy back"), t("Leave my diary as it is"), parent)
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText)
        self.passphrase.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.passphrase.setMinimumHeight(TOUCH)
        self.passphrase.setVisible(is_locked)
        if is_locked:
            question = Text(t("The passphrase this copy was made with"))
            self.passphrase.setAccessibleName(question.text())
            self.body.addWidget(question)
            self.body.addWidget(self.passphrase)
            self.yes.setEnabled(False)
            self.passphrase.textChanged.connect(lambda text: self.yes.setEnabled(bool(text)))
            self.passphrase.returnPressed.connect(self.yes.setFocus)
            self.fit()
            self.passphrase.setFocus()
