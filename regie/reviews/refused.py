from regie.lib.refused import Refused

__all__ = ["Refused"]
