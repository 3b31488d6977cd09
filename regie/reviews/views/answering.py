from regie.ui.acting import acts, back, done, refuse

__all__ = ["acts", "back", "done", "refuse"]
