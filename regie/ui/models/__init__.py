from regie.ui.models.saved_view import SavedView

__all__ = ["SavedView"]
